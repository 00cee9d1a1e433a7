import { oc } from '@orpc/contract'
import * as z from 'zod'

/** The one place where the contract touches the RPC library. */
export const procedure = oc

/** Printable text of people: trimmed, NFC, no control, bidirectional or zero-width characters. */
const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u
export const line = (max = 500) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(1, 'must not be empty')
        .max(max, `must be at most ${max} characters`)
        .refine((text) => !forbidden.test(text), 'must not contain control or invisible characters'),
    )

/** Text of several lines: newlines allowed, other control characters not. */
export const prose = (max = 10_000) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .max(max, `must be at most ${max} characters`)
        .refine((text) => !forbidden.test(text.replaceAll('\n', '').replaceAll('\t', '')), 'must not contain control or invisible characters'),
    )

/** Lower-cased; it names the person everywhere, also as the key name of their signatures. */
export const email = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().max(200).regex(/^[^\s@<>"#%]+@[^\s@<>"#%+]+$/, 'must be an e-mail address such as ana@example.org'))

/** A new passphrase; an old one is only tried. */
export const passphrase = z
  .string()
  .min(8, 'a passphrase has at least 8 characters; it can not be recovered, so choose one you will remember')
  .max(1024)

/** RFC 3339 in UTC with milliseconds, as every entry carries it. */
export const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
export const filePath = z.string().min(1).max(4096)
