import type { CheckWithResult, GroupResult, Rate, RateName } from '../../../../../shared/contract/evidence.ts'
import { CopyCsv } from '../../../../ui/CopyCsv.tsx'
import { countOf as plural, formatCount, formatDecimal } from '../../../../ui/format.ts'
import { Panel } from '../../../../ui/Panel.tsx'
import { SimpleTable, type SimpleColumn } from '../../../../ui/SimpleTable.tsx'
import { StateBadge } from '../../../../ui/StateBadge.tsx'
import { Term } from '../../Term.tsx'
import { rateNames, rateWords, toGroupName } from '../../wording.ts'
import { toGroupsCsv } from './csv.ts'
import { SaveCsv } from '../SaveCsv.tsx'
import classes from '../../evidence.module.css'
import resultClasses from '../result.module.css'

const countOf = (n: number | undefined): string => (n === undefined ? '–' : formatCount(n))

const countColumns: SimpleColumn<GroupResult>[] = [
  { id: 'tp', header: <Term formal="true positives" formula="label positive, decided positive">TP</Term>, align: 'end', cell: (group) => countOf(group.tp) },
  { id: 'fp', header: <Term formal="false positives" formula="label negative, decided positive">FP</Term>, align: 'end', cell: (group) => countOf(group.fp) },
  { id: 'fn', header: <Term formal="false negatives" formula="label positive, decided negative">FN</Term>, align: 'end', cell: (group) => countOf(group.fn) },
  { id: 'tn', header: <Term formal="true negatives" formula="label negative, decided negative">TN</Term>, align: 'end', cell: (group) => countOf(group.tn) },
]

const rateColumns: SimpleColumn<GroupResult>[] = rateNames.map((name) => ({
  id: name,
  header: (
    <Term formal={rateWords[name].formal} formula={rateWords[name].formula}>
      {rateWords[name].title}
    </Term>
  ),
  align: 'end',
  cell: (group) => <RateCell rate={group.rates[name]} name={name} />,
}))

/** Counts, and every rate with its interval; what is too small to judge is shown and marked. */
export function GroupsPanel({ check }: { check: CheckWithResult<'fairness'> }) {
  const { groups, settings } = check.result
  if (groups.length === 0) return null
  const small = groups.filter((group) => !group.sufficient).length
  const columns: SimpleColumn<GroupResult>[] = [
    { id: 'group', header: 'group', rowHeader: true, wrap: true, cell: (group) => nameOf(group, settings.columns.groups) },
    { id: 'n', header: 'n', align: 'end', cell: (group) => <Size group={group} minimum={settings.minimumGroup} /> },
    ...countColumns,
    ...rateColumns,
  ]
  return (
    <Panel title="Groups" aside={<Aside check={check} small={small} />} padded={false}>
      <div className={classes.compact}>
        <SimpleTable label="Groups with counts and rates" rows={groups} rowKey={(group) => nameOf(group)} columns={columns} />
      </div>
    </Panel>
  )
}

const nameOf = ({ by, view }: GroupResult, columns?: readonly string[]): string => toGroupName(by, columns) + (view === undefined ? '' : `, ${view}`)

function Aside({ check, small }: { check: CheckWithResult<'fairness'>; small: number }) {
  return (
    <span className={classes.tools}>
      {small === 0 ? `every group has ${plural(check.result.settings.minimumGroup, 'row')} or more` : <StateBadge tone="void">{small} below the minimum of {check.result.settings.minimumGroup}</StateBadge>}
      <CopyCsv csv={() => toGroupsCsv(check.result)} />
      <SaveCsv csv={() => toGroupsCsv(check.result)} name={`${check.id}-groups`} />
    </span>
  )
}

function Size({ group, minimum }: { group: GroupResult; minimum: number }) {
  return (
    <span className={resultClasses.rate}>
      {formatCount(group.n)}
      {!group.sufficient && (
        <span className={resultClasses.interval}>
          <StateBadge tone="void">below {minimum}</StateBadge>
        </span>
      )}
    </span>
  )
}

function RateCell({ rate, name }: { rate: Rate; name: RateName }) {
  if (rate.value === null) return <StateBadge tone="void">undefined</StateBadge>
  return (
    <span className={resultClasses.rate} title={`${rateWords[name].title}: ${formatCount(rate.num)} of ${formatCount(rate.den)}`}>
      <span className={rate.suppressed ? classes.quiet : undefined}>{formatDecimal(rate.value)}</span>
      <span className={resultClasses.interval}>
        {formatDecimal(rate.low, 2)}–{formatDecimal(rate.high, 2)}
      </span>
      {rate.suppressed && (
        <span className={resultClasses.interval}>
          <StateBadge tone="void">too few</StateBadge>
        </span>
      )}
    </span>
  )
}
