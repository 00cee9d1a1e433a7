import { expect, it } from 'vitest'
import type { Signature } from '../../shared/contract/reviews.ts'
import { toSignatureMarks } from '../../shared/signature-marks.ts'

const [here, there] = ['0'.repeat(32), '1'.repeat(32)]
const signed = (seq: number, email: string, changes: Partial<Signature> = {}) => ({ seq, email, name: email.toUpperCase(), counts: true, device: here, batch: null, ...changes }) as Signature
const told = (...all: Signature[]) => all.map((one) => toSignatureMarks(one, all))

it('two people’s signatures from one device mark each other; one person’s own, another device and what counts no more do not', () => {
  expect(told(signed(4, 'ana'), signed(7, 'ben'), signed(9, 'cleo', { device: there }))).toEqual([['same device as BEN (entry 7)'], ['same device as ANA (entry 4)'], []])
  expect(told(signed(4, 'ana'), signed(7, 'ana'))).toEqual([[], []])
  expect(told(signed(4, 'ana', { counts: false }), signed(7, 'ben'))).toEqual([[], []])
})

it('an older signature says that its device is not known, and is like nobody’s', () => {
  expect(told(signed(4, 'ana', { device: null }), signed(7, 'ben', { device: null, batch: 3 }))).toEqual([['device not recorded'], ['signed in a batch of 3', 'device not recorded']])
})
