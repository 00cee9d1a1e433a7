import type { ReactNode } from 'react'
import type { EuClass } from '../../../../shared/contract/assessment.ts'
import { euClassTitles, euRoleTitles, joined } from '../../../../shared/tiering-words.ts'
import { formatDay } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import classes from './tiering.module.css'

/** The class with each point that puts the use into it, and the date it applies from. */
export function EuFacts({ euClass, reason }: { euClass: EuClass; reason?: string }) {
  const { name, appliesFrom, points, transparency, exemption, roles, lookups } = euClass
  return (
    <KeyValue
      labelWidth={92}
      items={[
        ['class', <strong key="class">{euClassTitles[name]}</strong>],
        ['applies from', appliesFrom ? formatDay(appliesFrom) : name === 'exempt' ? 'no duty' : 'no duty of this class has a date'],
        ...[...points, ...transparency].map((point): [string, ReactNode] => [
          point.ref,
          <span key={point.ref}>
            {point.text} <span className={classes.gives}>from {formatDay(point.appliesFrom)}</span>
          </span>,
        ]),
        [exemption?.ref ?? 'condition', exemption && `${exemption.text}: ${exemption.reason}`],
        ['role', roles.length > 0 && joined(roles.map((role) => euRoleTitles[role]))],
        ['reason', reason !== undefined && <span key="reason" className={classes.prose}>{reason}</span>],
        ['points', `edition ${lookups.version}, as of ${formatDay(lookups.asOf)}`],
      ]}
    />
  )
}
