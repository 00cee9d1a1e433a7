import type { BackupContent, Standing } from '../../../../shared/contract/backups.ts'
import { countOf, formatBytes, formatCount } from '../../../ui/format.ts'
import { Instant } from '../../../ui/Instant.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { standingStates } from './standing.ts'
import classes from '../workspace.module.css'

/** What a backup says of itself, and what it would lack, before anything is restored. */
export function BackupFacts({ content: { name, origin, at, size, files, bytes, countersign, standing } }: { content: BackupContent }) {
  return (
    <section aria-label="What is in it" className={classes.facts}>
      <KeyValue
        items={[
          ['workspace', <strong key="n">{name}</strong>],
          ['made', <span key="m"><Instant at={at} />, by Countersign {countersign}</span>],
          ['holds', `${countOf(size, 'entry', 'entries')}, ${countOf(files, 'file')}, ${formatBytes(bytes)}`],
          ['ledger', <code key="o" className={classes.path}>{origin}</code>],
        ]}
      />
      <StandingNote standing={standing} />
    </section>
  )
}

/** How a copy stands to what this computer saw, and where something newer is, unless that is `listed` elsewhere. */
export function StandingNote({ standing: { state, sentence, newer }, listed = false }: { standing: Standing; listed?: boolean }) {
  const { tone, word } = standingStates[state]
  return (
    <>
      <span>
        <StateBadge tone={tone}>{word}</StateBadge>
      </span>
      <p>{sentence}</p>
      {newer.length > 0 && !listed && (
        <ul className={classes.newer} aria-label="Newer on this computer">
          {newer.map(({ kind, path, size }) => (
            <li key={path}>
              {kind}, {formatCount(size)} entries: <code className={classes.path}>{path}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
