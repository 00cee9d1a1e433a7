/** A `.tlog-proof` (c2sp.org/tlog-proof@v1) as the screen walks through it. Hashes are hex. */
export interface Inclusion {
  index: number
  size: number
  /** Root hash of the checkpoint. */
  root: string
  path: string[]
}

export interface ProofStep {
  sibling: string
  side: 'left' | 'right'
  /** Entries below the sibling, first and last. */
  from: number
  to: number
  result: string
}

/** Null where the text is no such proof. */
export function parseInclusion(text: string): Inclusion | null {
  const [head = '', ...rest] = text.split('\n\n')
  const [header, position = '', ...path] = head.split('\n')
  const [, size, root] = rest.join('\n\n').split('\n')
  const index = Number(position.replace('index ', ''))
  if (header !== 'c2sp.org/tlog-proof@v1' || !Number.isSafeInteger(index) || !root) return null
  return { index, size: Number(size), root: hexOfBase64(root), path: path.map(hexOfBase64) }
}

type Side = Pick<ProofStep, 'side' | 'from' | 'to'>

/** On which side each sibling stands and which entries it covers (RFC 9162 §2.1.3.2). */
export function toSides({ index, size, path }: Inclusion): Side[] {
  let [at, last, span] = [index, size - 1, 1]
  return path.map(() => {
    while (at % 2 === 0 && at === last && last > 0) [at, last, span] = [at / 2, Math.floor(last / 2), span * 2]
    const side = at % 2 === 1 ? 'left' : 'right'
    const from = (side === 'left' ? at - 1 : at + 1) * span
    const step: Side = { side, from, to: Math.min(from + span, size) - 1 }
    ;[at, last, span] = [Math.floor(at / 2), Math.floor(last / 2), span * 2]
    return step
  })
}

/** Hashes from the entry's own bytes up to the root, here in the page: nothing of it is taken from the core's word. */
export async function climb(canonical: string, inclusion: Inclusion): Promise<{ leaf: string; steps: ProofStep[]; holds: boolean }> {
  const leaf = await sha256(Uint8Array.from([0, ...new TextEncoder().encode(canonical)]))
  const steps: ProofStep[] = []
  let value = leaf
  for (const [i, place] of toSides(inclusion).entries()) {
    const sibling = inclusion.path[i]!
    value = await sha256(bytesOfHex(`01${place.side === 'left' ? sibling + value : value + sibling}`))
    steps.push({ ...place, sibling, result: value })
  }
  return { leaf, steps, holds: value === inclusion.root }
}

/** The same climb for a shell with coreutils, without this program. It prints the computed root and the one of the saved proof. */
export function toCommands(seq: number, canonical: string, steps: readonly ProofStep[]): string {
  return [
    `printf '%s' '${canonical.replaceAll("'", String.raw`'\''`)}' > entry-${seq}.json`,
    String.raw`node() { printf "$(printf '01%s%s' "$1" "$2" | sed 's/../\\x&/g')" | sha256sum | cut -c 1-64; }`,
    String.raw`h=$( ( printf '\000'; cat entry-${seq}.json ) | sha256sum | cut -c 1-64 )`,
    ...steps.map(({ side, sibling }) => (side === 'left' ? `h=$(node ${sibling} $h)` : `h=$(node $h ${sibling})`)),
    'echo "$h"',
    `sed '1,/^$/d' entry-${seq}.tlog-proof | sed -n 3p | base64 -d | od -An -v -tx1 | tr -d ' \\n'; echo`,
  ].join('\n')
}

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const hexOfBase64 = (text: string) => hexOf(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)))
const bytesOfHex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16))
const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
