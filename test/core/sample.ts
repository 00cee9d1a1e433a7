import { setTimeout as sleep } from 'node:timers/promises'
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { createRouter, type Router } from '../../electron/core/rpc.ts'
import { procedure } from '../../shared/contract/procedure.ts'
import { AppError, errorCodes } from '../../shared/errors.ts'

const person = z.object({ name: z.string().min(1, 'must not be empty'), tags: z.array(z.string().max(3)).default([]) })

/** A small contract that asks of a transport everything that the real one does. */
export const sampleContract = {
  calls: {
    echo: procedure.input(z.object({ text: z.string() })).output(z.object({ text: z.string(), at: z.date() })),
    actor: procedure.output(z.string()),
    refuse: procedure.input(z.object({ code: z.enum(errorCodes), sentence: z.string() })).output(z.object({})),
    crash: procedure.output(z.object({})),
    badOutput: procedure.output(z.object({ number: z.number() })),
    addPerson: procedure.input(z.object({ person })).output(person),
    wait: procedure.output(z.object({})),
    bytes: procedure.input(z.object({ size: z.number() })).output(z.instanceof(Blob)),
    take: procedure.input(z.object({ file: z.file() })).output(z.object({ size: z.number(), sum: z.number() })),
  },
  streams: {
    count: procedure.input(z.object({ to: z.number() })).output(eventIterator(z.object({ n: z.number() }))),
    fail: procedure.output(eventIterator(z.object({ n: z.number() }))),
    crash: procedure.output(eventIterator(z.object({ n: z.number() }))),
  },
}

export interface Sample {
  router: Router
  /** What handlers noted: how they ended. */
  notes: string[]
  noted(note: string): Promise<void>
}

export function createSample(): Sample {
  const notes: string[] = []
  const router = createRouter(
    sampleContract,
    {
      calls: () => ({
        echo: (input) => ({ text: input.text, at: new Date('2026-03-01T10:00:00Z') }),
        actor: (_input, call) => call.actor(),
        refuse: (input) => {
          throw new AppError(input.code, input.sentence)
        },
        crash: () => {
          throw new TypeError('a secret: /home/ana/keys')
        },
        badOutput: () => ({ number: 'seven' as unknown as number }),
        addPerson: (input) => input.person,
        wait: async (_input, call) => {
          notes.push('wait started')
          call.signal?.addEventListener('abort', () => notes.push('wait aborted'))
          await sleep(60_000, undefined, { signal: call.signal ?? AbortSignal.abort() })
          return {}
        },
        bytes: (input) => new Blob([new Uint8Array(input.size).fill(7)], { type: 'application/pdf' }),
        take: async (input) => {
          const bytes = new Uint8Array(await input.file.arrayBuffer())
          return { size: bytes.byteLength, sum: bytes.reduce((sum, byte) => sum + byte, 0) }
        },
      }),
      streams: () => ({
        count: async function* (input) {
          try {
            for (let n = 1; n <= input.to; n++) {
              yield { n }
              await sleep(1)
            }
          } finally {
            notes.push('count ended')
          }
        },
        fail: async function* () {
          yield { n: 1 }
          throw new AppError('DISK_FULL', 'The disk is full: free some space and try again.')
        },
        crash: async function* () {
          yield { n: 1 }
          throw new TypeError('a secret: /home/ana/keys')
        },
      }),
    },
    (context, signal) => ({
      actor: () => {
        if (context.session.actor === null) throw new AppError('NOT_SIGNED_IN', 'Nobody is signed in in this window.')
        return context.session.actor
      },
      actorOrNull: () => context.session.actor,
      signal,
      startJob: () => ({ job: 'none' }),
    }),
  )
  const noted = async (note: string) => {
    while (!notes.includes(note)) await sleep(2)
  }
  return { router, notes, noted }
}
