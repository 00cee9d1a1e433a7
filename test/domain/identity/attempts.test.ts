import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createAttemptLog, type AttemptLog } from '../../../electron/domain/identity/attempts.ts'

let stateDir: string
let nowMs: number
const open = (): AttemptLog => createAttemptLog({ stateDir, origin: 'o', clock: { now: () => new Date(nowMs), offsetMinutes: () => 0 } })

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'attempts-'))
  nowMs = Date.parse('2026-11-21T10:00:00Z')
})
afterEach(() => rmSync(stateDir, { recursive: true, force: true }))

const wrong = (times: number) => {
  for (let time = 0; time < times; time += 1) open().wrong('ana@example.org')
}

it('locks at the fifth wrong passphrase, also over restarts, and says when it opens again', () => {
  wrong(4)
  expect(() => open().refuseWhileLocked('ana@example.org')).not.toThrow()
  wrong(1)
  expect(() => open().refuseWhileLocked('ana@example.org')).toThrow(/locked after 5 wrong passphrases; it opens again at 10:15 UTC/)
})

it('opens after the lock ran out and counts from the start', () => {
  wrong(5)
  nowMs += 15 * 60_000
  expect(() => open().refuseWhileLocked('ana@example.org')).not.toThrow()
  wrong(4)
  expect(() => open().refuseWhileLocked('ana@example.org')).not.toThrow()
})

it('forgets wrong ones after a right one', () => {
  wrong(4)
  open().right('ana@example.org')
  wrong(4)
  expect(() => open().refuseWhileLocked('ana@example.org')).not.toThrow()
})

it('locks one person only', () => {
  wrong(5)
  expect(() => open().refuseWhileLocked('bo@example.org')).not.toThrow()
})

it('takes a damaged file for an empty one', () => {
  writeFileSync(join(stateDir, 'attempts.json'), '{{{')
  expect(() => open().refuseWhileLocked('ana@example.org')).not.toThrow()
})
