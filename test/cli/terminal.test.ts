import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { projectFile } from '../../electron/platform/assets.ts'
import { createPlace, removePlaces } from '../support/cli.ts'

afterAll(removePlaces)

const place = createPlace()
const author = 'ana@example.org'
const init = ['init', 'workspace', '--name', 'Credit', '--person', `Ana <${author}>`, '--roles', 'author']

/** util-linux: runs a command on a terminal of its own. macOS has another program of this name. */
const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux')
if (!hasTerminal) process.stderr.write('Passphrases are not typed at a terminal: there is no "script" of util-linux here.\n')

/** Runs a command at a terminal; each answer is typed when its question shows. */
function runAt(args: readonly string[], answers: readonly [question: string, typed: string][]): Promise<{ code: number | null; shown: string }> {
  const quoted = [process.execPath, projectFile('dist/core/cli.mjs'), ...args].map((word) => `'${word}'`).join(' ')
  const env = { PATH: process.env['PATH'] ?? '', TERM: 'xterm', COUNTERSIGN_HOME: join(place.root, 'state') }
  const child = spawn('script', ['-qec', quoted, '/dev/null'], { cwd: place.root, env })
  const open = [...answers]
  let shown = ''
  let from = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text
    const [next] = open
    const at = next ? shown.indexOf(next[0], from) : -1
    if (!next || at < 0) return
    from = at + next[0].length
    open.shift()
    child.stdin.write(next[1])
  })
  return new Promise((resolve) => void child.on('close', (code) => resolve({ code, shown })))
}

describe.runIf(hasTerminal)('a passphrase typed at a terminal', () => {
  test('is asked for twice where it is new, and two that differ make nothing', async () => {
    const { code, shown } = await runAt(init, [['New passphrase', 'correct horse battery\r'], ['The same again', 'correct horse batterie\r']])
    expect(shown).toContain('The two passphrases are not the same; nothing was written.')
    expect(code).toBe(2)
  })

  test('makes a workspace, opens its key, and is never shown', async () => {
    const secret = 'correct horse battery'
    const made = await runAt(init, [['New passphrase', `${secret}\r`], ['The same again', `${secret}\r`]])
    expect(made, made.shown).toMatchObject({ code: 0 })
    const signed = await runAt(['ledger', 'cosign', '--workspace', 'workspace'], [[`Passphrase of ${author}`, `${secret}\r`]])
    expect(signed, signed.shown).toMatchObject({ code: 0 })
    expect(signed.shown).toContain('Ana cosigned the newest')
    for (const { shown } of [made, signed]) expect(shown).not.toContain(secret.slice(0, 7))
  })

  test('that is not given ends the command with a sentence', async () => {
    const { code, shown } = await runAt(['ledger', 'cosign', '--workspace', 'workspace'], [[`Passphrase of ${author}`, '\u0003']])
    expect(shown).toContain('No passphrase was given; nothing was written.')
    expect(code).toBe(2)
  })
})
