import type { ReactNode } from 'react'
import type { Policy, TierDemands } from '../../../shared/contract/policies.ts'
import { tierTitles } from '../../../shared/contract/tier.ts'
import { toWords } from '../../../shared/id-words.ts'
import { describeEvidence, describeSigner, limitsOf, predicateWords, signerName, toPolicyLines } from '../../../shared/policy-words.ts'
import { countOf } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SimpleTable } from '../../ui/SimpleTable.tsx'
import classes from './policies.module.css'

/** What each tier asks for, side by side; then what holds for all. */
export function PolicyView({ policy }: { policy: Policy }) {
  const { tiers } = policy
  const used = [...new Set(tiers.flatMap(({ evidence }) => evidence.flatMap(({ is }) => is)))]
  return (
    <>
      <Panel title="Who signs" padded={false}>
        <TierTable label="Who signs" first="signature" tiers={tiers} facts={({ signers }) => signers.map((one) => [signerName(one), describeSigner(one)])} />
      </Panel>
      <Panel title="Which evidence" aside={tiers.map(({ tier, evidence }) => `tier ${tier}: ${evidence.length}`).join(' · ')} padded={false}>
        {used.length === 0 ? (
          <p className={classes.none}>None is demanded: the people who sign decide what they need to see.</p>
        ) : (
          <>
            <TierTable label="Which evidence" first="kind" tiers={tiers} facts={({ evidence }) => evidence.map((one) => [toWords(one.kind), describeEvidence(one)])} />
            <Legend used={used.map((one) => predicateWords[one])} />
          </>
        )}
      </Panel>
      <Panel title="For how long, and within which limits" padded={false}>
        <TierTable label="Limits" first="limit" tiers={tiers} facts={limitsOf} />
      </Panel>
      <Rules policy={policy} />
    </>
  )
}

interface TierTableProps {
  label: string
  /** Header of the column of names. */
  first: string
  tiers: readonly TierDemands[]
  facts: (demands: TierDemands) => [name: string, value: string][]
}

/** One row a fact, one column a tier; a dash where a tier does not ask for it. */
function TierTable({ label, first, tiers, facts }: TierTableProps) {
  const columns = tiers.map((demands) => ({ tier: demands.tier, values: new Map(facts(demands)) }))
  const names = [...new Set(columns.flatMap(({ values }) => [...values.keys()]))]
  return (
    <SimpleTable
      label={label}
      rows={names}
      rowKey={(name) => name}
      columns={[
        { id: 'name', header: first, width: '26%', rowHeader: true, wrap: true, cell: (name) => name },
        ...columns.map(({ tier, values }) => ({
          id: `tier-${tier}`,
          header: `tier ${tier}, ${tierTitles[tier]}`,
          width: '18.5%',
          wrap: true,
          cell: (name: string): ReactNode => values.get(name) ?? <span className={classes.quiet}>–</span>,
        })),
      ]}
    />
  )
}

function Legend({ used }: { used: readonly { word: string; about: string }[] }) {
  return (
    <dl className={classes.legend}>
      {used.map(({ word, about }) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{about}</dd>
        </div>
      ))}
    </dl>
  )
}

const skipped = ['Policy', 'Version', 'Title', 'About']

/** Everything else, by its first word: statements, separation, waivers, the questionnaire. */
function Rules({ policy }: { policy: Policy }) {
  const groups = new Map<string, { name: string; value: string }[]>()
  for (const { path, value } of toPolicyLines(policy)) {
    const [group = '', ...rest] = path.split(' › ')
    if (skipped.includes(group) || group.startsWith('Tier ')) continue
    const lines = groups.get(group) ?? []
    groups.set(group, lines)
    lines.push({ name: rest.join(', '), value })
  }
  return (
    <Panel title="What holds for every tier">
      <div className={classes.rules}>
        {[...groups].map(([group, lines]) => (
          <details key={group} className={classes.group}>
            <summary>
              {group} <span className={classes.quiet}>{countOf(lines.length, 'line')}</span>
            </summary>
            <dl>
              {lines.map(({ name, value }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        ))}
      </div>
    </Panel>
  )
}
