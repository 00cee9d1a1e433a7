/** What a person signs: a first line that names the format, then lines `Key: value`. docs/formats/statements.md */
export interface Statement {
  /** The first line, for example `countersign.example/decision/v1`. */
  format: string
  /** Values by key; a key stands once. */
  values: ReadonlyMap<string, string>
}

/** Characters that could make a text look like another one: control, invisible, bidirectional, private, unassigned. */
const misleading = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/u

/** Null for any text that is not of this form, or that could be read in two ways. */
export function parseStatement(text: string): Statement | null {
  const [format = '', ...lines] = text.split('\n')
  if (lines.pop() !== '' || !/^[a-z0-9.-]+(?:\/[a-z0-9-]+)*\/v[1-9]\d*$/.test(format)) return null
  const values = new Map<string, string>()
  for (const line of lines) {
    const match = /^([A-Z][A-Za-z-]*): (\S|\S.*\S)$/.exec(line)
    if (!match || values.has(match[1]!) || misleading.test(line) || line.normalize('NFC') !== line) return null
    values.set(match[1]!, match[2]!)
  }
  return { format, values }
}
