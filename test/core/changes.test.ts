import { expect, test } from 'vitest'
import { createChanges } from '../../electron/core/changes.ts'

test('what is told between the call and the first question is heard', async () => {
  const changes = createChanges()
  const stop = new AbortController()
  const stream = changes.watch(stop.signal)
  changes.tell({ type: 'workspace' })
  changes.tell({ type: 'ledger', size: 7 })
  changes.tell({ type: 'ledger', size: 8 })
  expect(await stream.next()).toEqual({ value: { type: 'workspace' }, done: false })
  expect(await stream.next(), 'a newer word replaces the one that was not read').toEqual({ value: { type: 'ledger', size: 8 }, done: false })
  const next = stream.next()
  stop.abort()
  expect(await next).toEqual({ value: undefined, done: true })
})

test('a stream that was ended before it began holds nothing', async () => {
  const changes = createChanges()
  const stop = new AbortController()
  stop.abort()
  const stream = changes.watch(stop.signal)
  changes.tell({ type: 'workspace' })
  expect(await stream.next()).toEqual({ value: undefined, done: true })
})
