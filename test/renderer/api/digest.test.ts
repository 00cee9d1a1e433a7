import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { digestOf } from '../../../renderer/api/digest.ts'

test('the digest is that of the shown text as UTF-8', async () => {
  const text = 'Signer: Zoë · 10 €\n'
  expect(await digestOf(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
})
