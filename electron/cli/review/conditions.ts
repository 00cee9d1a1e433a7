import type { ConditionTerms } from '../../../shared/contract/reviews.ts'
import { AppError } from '../../../shared/errors.ts'

/** `text;owner;due;expects[;control;finding]`; a semicolon inside a part is written `\;`. The contract checks the parts. */
export function parseCondition(typed: string): ConditionTerms {
  const parts = typed.split(/(?<!\\);/).map((part) => part.replaceAll('\\;', ';').trim())
  const [text, owner, due, expects, control = '', finding = ''] = parts
  if (!text || !owner || !due || !expects || parts.length > 6) {
    throw new AppError('BAD_INPUT', `"${typed}" is not a condition: write TEXT;OWNER;DUE;EXPECTS, for example "Explain the gap;ana@example.org;2027-02-01;a second check", and after it ;CONTROL;FINDING where it stands for a finding.`)
  }
  return { text, owner, due, expects, control: control || null, finding: finding || null }
}
