import type { BundleView } from '../../../../shared/contract/interop.ts'
import { countOf, formatCount, formatExact } from '../../../ui/format.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import type { Tone } from '../../../ui/tone.ts'
import classes from '../reviews.module.css'

interface Line {
  tone: Tone
  word: string
  sentence: string
}

/** What of a bundle holds, what does not, and what no file can say. A file of which one byte is wrong never gets this far. */
export function BundleProof({ view }: { view: BundleView }) {
  return (
    <section aria-label="What holds and what does not">
      <h3 className={classes.lead}>What holds and what does not</h3>
      <ul className={classes.proof}>
        {toLines(view).map(({ tone, word, sentence }) => (
          <li key={sentence}>
            <StateBadge tone={tone}>{word}</StateBadge>
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function toLines(view: BundleView): Line[] {
  const { files, ledger, request, answer, before, refusal, importedAs, exportedAt } = view
  const entries = files.filter(({ path }) => path.startsWith('entries/') && path.endsWith('.json')).length
  const signatures = request === null ? 1 : request.signatures.length
  return [
    holds(`Contents: all ${countOf(files.length, 'part')} are as the key of ${ledger.name} signed them.`),
    holds(`Proofs: ${countOf(entries, 'entry is', 'entries are')} in the tree of ${countOf(ledger.size, 'entry', 'entries')} that its checkpoint signs.`),
    ...(signatures === 0 ? [] : [holds(`Signatures: ${countOf(signatures, 'signed text holds', 'signed texts hold')} by the key that is named for the signer.`)]),
    ...(before === null ? [] : [holds(`History: it continues the ${countOf(before.size, 'entry', 'entries')} of that ledger that were seen here before, in entry ${formatCount(before.seq)}.`)]),
    ...(answer?.cosigned ? [holds('Witness: the signer also cosigned the state of the ledger that asked.')] : []),
    ...(importedAs === null && refusal !== null ? [{ tone: 'bad' as const, word: 'refused', sentence: refusal.sentence }] : []),
    ...(importedAs === null ? [] : [{ tone: 'info' as const, word: 'imported', sentence: `This very file was imported before: it is ${importedAs}.` }]),
    { tone: 'void', word: 'not said', sentence: `To whom the keys belong: only comparing their fingerprints tells. And what happened in that workspace after ${formatExact(exportedAt)}.` },
  ]
}

const holds = (sentence: string): Line => ({ tone: 'good', word: 'holds', sentence })
