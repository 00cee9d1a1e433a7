import { Link } from '@tanstack/react-router'
import type { Finding } from '../../../shared/contract/ledger.ts'
import { formatCount } from '../../ui/format.ts'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './ledger.module.css'

/** Every finding: its code, where, what it means, what to do. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className={classes.findings} aria-label="Findings">
      {findings.map((finding) => (
        <li key={`${finding.kind} ${finding.seq} ${finding.detail}`}>
          <span className={classes.findingHead}>
            <StateBadge tone="bad">{finding.kind}</StateBadge>
            {finding.seq !== null && <Link to={`/ledger/${finding.seq}`}>entry {formatCount(finding.seq)}</Link>}
          </span>
          <span>{finding.detail}</span>
          <span className={classes.quiet}>{finding.meaning}</span>
          <span>{finding.action}</span>
        </li>
      ))}
    </ul>
  )
}
