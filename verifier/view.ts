import type { Check, FileLine, Result, SignatureLine, State } from './result.ts'
import { overall } from './result.ts'

/** A word and a symbol each: colour says nothing that they do not. */
const words: Record<State, string> = { holds: '✓ Holds', fails: '✗ Does not hold', unchecked: '○ Not checked' }

const verdicts: Record<State, string> = {
  holds: 'What could be checked holds.',
  fails: 'Something does not hold.',
  unchecked: 'Nothing could be checked.',
}

type Child = Node | string

/** Texts go in as text only: what a hostile file says is never read as markup. */
function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

const state = (value: State) => element('span', { class: `state ${value}` }, words[value])

export function toView(result: Result): Child[] {
  const { name, origin, size, root, logFingerprint, checks, signatures, files } = result
  const verdict = overall(result)
  const facts: [string, string][] = [
    ['Ledger', origin],
    ['Entries', size === null ? '' : String(size)],
    ['Root', root],
    ['Key of the ledger', logFingerprint],
  ]
  return [
    element('h2', { id: 'result-title' }, name),
    element('p', { class: `verdict state ${verdict}` }, `${words[verdict].slice(0, 2)}${verdicts[verdict]}`),
    element('dl', {}, ...facts.filter(([, value]) => value !== '').flatMap(([term, value]) => [element('dt', {}, term), element('dd', { class: 'mono' }, value)])),
    element('h3', {}, 'Checks'),
    element('ul', { class: 'checks' }, ...checks.map(toCheckItem)),
    ...(signatures.length === 0 ? [] : [element('h3', {}, `Signatures by people (${signatures.length})`), toSignatureTable(signatures)]),
    ...(files.length === 0 ? [] : [element('h3', {}, `Files (${files.length})`), toFileTable(files)]),
  ]
}

function toCheckItem({ state: value, title, detail, found = [] }: Check): HTMLElement {
  const list = found.length === 0 ? [] : [element('ul', {}, ...found.map((sentence) => element('li', {}, sentence)))]
  return element('li', {}, state(value), element('div', {}, element('strong', {}, title), element('p', { class: 'soft' }, detail), ...list))
}

/** More rows than a person reads; the checks above have looked at all of them. */
const mostRows = 500

function toSignatureTable(lines: readonly SignatureLine[]): HTMLElement {
  const rows = lines.slice(0, mostRows).map(({ seq, state: value, signer, what, at, fingerprint, text }) =>
    element(
      'tr',
      {},
      element('td', { class: 'number' }, String(seq)),
      element('td', {}, state(value)),
      element('td', {}, signer),
      element('td', {}, what, element('details', {}, element('summary', {}, `signed text of entry ${seq}`), element('pre', {}, text))),
      element('td', {}, element('time', {}, at)),
      element('td', {}, element('span', { class: 'mono' }, fingerprint)),
    ),
  )
  return toTable('Signatures by people', ['Entry', 'State', 'Signer', 'What', 'When, by their clock', 'Fingerprint of the key'], rows, lines.length)
}

function toFileTable(lines: readonly FileLine[]): HTMLElement {
  const rows = lines.slice(0, mostRows).map(({ name, state: value, sha256, detail }) =>
    element('tr', {}, element('td', {}, state(value)), element('td', {}, element('span', { class: 'mono' }, name), element('p', { class: 'soft' }, detail)), element('td', {}, element('span', { class: 'mono' }, sha256))),
  )
  return toTable('Files', ['State', 'File', 'SHA-256'], rows, lines.length)
}

function toTable(name: string, header: readonly string[], rows: readonly HTMLElement[], all: number): HTMLElement {
  const head = element('tr', {}, ...header.map((text) => element('th', { scope: 'col' }, text)))
  const more = all > rows.length ? [element('p', { class: 'soft' }, `${all - rows.length} more are not listed; they were checked like these.`)] : []
  const table = element('table', { 'aria-label': name }, element('thead', {}, head), element('tbody', {}, ...rows))
  return element('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': `${name}, table` }, table, ...more)
}
