import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, test } from 'vitest'
import type { Change } from '../../../shared/contract/workspace.ts'
import { followChanges, readAgain } from '../../../renderer/app/follow.ts'

const queryKey = [['ledger', 'state']]
let stop = new AbortController()
afterEach(() => {
  stop.abort()
  stop = new AbortController()
})

/** A screen that shows what the core said last, and a core that answers when the test says so. */
function showLedger() {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  queries.mount()
  const answers: ((verdict: string | null) => void)[] = []
  const screen = new QueryObserver(queries, { queryKey, queryFn: () => new Promise<string | null>((resolve) => answers.push(resolve)) })
  screen.subscribe(() => {})
  return { queries, answers, shown: () => screen.getCurrentResult().data }
}

test('a change that is heard while the first answer is still on its way is read as well', async () => {
  const { queries, answers, shown } = showLedger()
  void readAgain(queries)
  void readAgain(queries)
  answers[0]!(null)
  await expect.poll(() => answers.length, { message: 'asked once more, however much was heard' }).toBe(2)
  answers[1]!('intact')
  await expect.poll(shown).toBe('intact')
  expect(answers).toHaveLength(2)
})

test('a first read that fails is asked again after a change as well', async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  queries.mount()
  const first = Promise.withResolvers<string>()
  let asked = 0
  const screen = new QueryObserver(queries, { queryKey, queryFn: () => (asked++ === 0 ? first.promise : 'intact') })
  screen.subscribe(() => {})
  void readAgain(queries)
  first.reject(new Error('no workspace is open'))
  await expect.poll(() => screen.getCurrentResult().data).toBe('intact')
})

test('what was read before the stream of changes was open is read again', async () => {
  const { queries, answers, shown } = showLedger()
  answers[0]!(null)
  await expect.poll(shown).toBe(null)
  const opened = Promise.withResolvers<AsyncIterable<Change>>()
  void followChanges({ watch: () => opened.promise, queries, apply: () => {}, signal: stop.signal })
  opened.resolve(silence())
  await expect.poll(() => answers.length).toBe(2)
})

// eslint-disable-next-line require-yield -- A stream in which nothing happens.
async function* silence(): AsyncGenerator<Change> {
  await new Promise(() => {})
}
