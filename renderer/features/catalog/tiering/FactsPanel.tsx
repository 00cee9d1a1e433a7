import { Checkbox } from '@mantine/core'
import type { Tiering } from '../../../../shared/contract/tiering.ts'
import { followsFromEu } from '../../../../shared/eu-ai-act.ts'
import { Panel } from '../../../ui/Panel.tsx'
import type { Answers } from './use-answers.ts'
import classes from './tiering.module.css'

/** Facts of the policy that force a tier: ticked where they hold, or told by the answers about the EU AI Act. */
export function FactsPanel({ tiering, answers }: { tiering: Tiering; answers: Answers }) {
  const facts = [...tiering.forced.map((fact) => ({ ...fact, gives: `at least tier ${fact.tier}` })), ...tiering.notAllowed.map((fact) => ({ ...fact, gives: 'not allowed' }))]
  const own = facts.filter(({ id }) => !followsFromEu(id))
  const implied = facts.filter(({ id }) => followsFromEu(id) && answers.outcome.facts.includes(id))
  const { facts: ticked } = answers.input
  return (
    <Panel title="Facts that hold" aside="each gives at least its tier">
      <fieldset className={classes.list}>
        <legend className={classes.hidden}>Facts that hold</legend>
        {own.map(({ id, text, gives }) => (
          <Checkbox
            key={id}
            label={<Fact text={text} gives={gives} />}
            checked={ticked.includes(id)}
            onChange={(event) => answers.patch({ facts: event.currentTarget.checked ? [...ticked, id] : ticked.filter((one) => one !== id) })}
          />
        ))}
        {implied.map(({ id, text, gives }) => (
          <Checkbox key={id} checked disabled label={<Fact text={`${text} (from the answers below)`} gives={gives} />} />
        ))}
      </fieldset>
    </Panel>
  )
}

const Fact = ({ text, gives }: { text: string; gives: string }) => (
  <span>
    {text} <span className={classes.gives}>{gives}</span>
  </span>
)
