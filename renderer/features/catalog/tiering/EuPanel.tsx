import { Checkbox, Radio, Textarea } from '@mantine/core'
import type { AssessmentInput, EuLookups } from '../../../../shared/contract/assessment.ts'
import { formatDay } from '../../../ui/format.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { PointList } from './PointList.tsx'
import type { Answers } from './use-answers.ts'
import classes from './tiering.module.css'

type Eu = AssessmentInput['eu']
const nothing: Partial<Eu> = { roles: [], prohibited: [], annexI: [], annexIII: [], profiling: false, exemption: null, transparency: [] }

/** What the EU AI Act says of this use: points by their numbers, and the way out of Art. 6(3) with its reasons. */
export function EuPanel({ lookups, answers }: { lookups: EuLookups; answers: Answers }) {
  const { eu } = answers.input
  return (
    <Panel title="EU AI Act" aside={`points and dates as of ${formatDay(lookups.asOf)}`}>
      <div className={classes.stack}>
        <Radio.Group
          label="Does the Act reach this use?"
          description="Placed on the market, put into service or used in the Union, or its output is used there."
          value={eu.scope ?? ''}
          onChange={(scope) => answers.patchEu({ ...(scope === 'outside' && nothing), scope: scope as 'inside' | 'outside' })}
        >
          <div className={classes.inline}>
            <Radio size="xs" value="inside" label="Yes" />
            <Radio size="xs" value="outside" label="No" />
          </div>
        </Radio.Group>
        {eu.scope === 'inside' && <Inside lookups={lookups} eu={eu} patch={answers.patchEu} />}
        {eu.scope !== null && (
          <Textarea label="Reason for these answers" autosize minRows={2} maxRows={12} maxLength={1000} value={eu.reason} onChange={(event) => answers.patchEu({ reason: event.currentTarget.value })} />
        )}
        <p className={classes.quiet}>
          {lookups.source}. {lookups.sourceQuality}
        </p>
      </div>
    </Panel>
  )
}

function Inside({ lookups, eu, patch }: { lookups: EuLookups; eu: Eu; patch: (part: Partial<Eu>) => void }) {
  return (
    <>
      <Checkbox.Group label="Role of the organisation" value={eu.roles} onChange={(roles) => patch({ roles: roles as Eu['roles'] })}>
        <div className={classes.choices}>
          <Checkbox value="provider" label="Provider: it develops the system, or has it developed, and gives it its name" />
          <Checkbox value="deployer" label="Deployer: it uses the system under its authority" />
        </div>
      </Checkbox.Group>
      <PointList title="Prohibited practices, Art. 5" items={lookups.prohibited} chosen={eu.prohibited} onChange={(prohibited) => patch({ prohibited })} />
      <PointList
        title="High-risk uses, Annex III"
        groups={lookups.annexIII.map(({ point, area, items }) => ({ title: `${point} ${area}`, items }))}
        chosen={eu.annexIII}
        onChange={(annexIII) => patch({ annexIII, ...(annexIII.length === 0 && { exemption: null }) })}
      />
      <PointList
        title="Safety components and products, Annex I"
        hint="It is a safety component of such a product, or the product, and the law asks for a conformity assessment by a third party."
        items={lookups.annexI}
        chosen={eu.annexI}
        onChange={(annexI) => patch({ annexI })}
      />
      <PointList title="Transparency duties, Art. 50" items={lookups.transparency} chosen={eu.transparency} onChange={(transparency) => patch({ transparency })} />
      <Checkbox label="It profiles natural persons" checked={eu.profiling} onChange={(event) => patch({ profiling: event.currentTarget.checked, ...(event.currentTarget.checked && { exemption: null }) })} />
      {eu.annexIII.length > 0 && <Exemption lookups={lookups} eu={eu} patch={patch} />}
    </>
  )
}

function Exemption({ lookups, eu, patch }: { lookups: EuLookups; eu: Eu; patch: (part: Partial<Eu>) => void }) {
  const { exemption, profiling } = eu
  return (
    <div className={classes.stack}>
      <Radio.Group
        label="Is the listed use held not to be high-risk, Art. 6(3)?"
        description={profiling ? 'It profiles natural persons: the use is high-risk in any case.' : 'Changes the class, not the tier.'}
        value={exemption?.ref ?? 'none'}
        onChange={(ref) => patch({ exemption: ref === 'none' ? null : { ref, reason: exemption?.reason ?? '' } })}
      >
        <div className={classes.choices}>
          <Radio size="xs" value="none" label="No, it is high-risk" />
          {lookups.exemptions.map(({ ref, text }) => (
            <Radio key={ref} size="xs" value={ref} disabled={profiling} label={`${ref}: ${text}`} />
          ))}
        </div>
      </Radio.Group>
      {exemption && (
        <Textarea
          label="Reasons why the condition is met"
          description="Art. 6(4) asks for them in writing, before the system is placed on the market."
          autosize
          minRows={2}
          maxRows={12}
          maxLength={1000}
          value={exemption.reason}
          onChange={(event) => patch({ exemption: { ...exemption, reason: event.currentTarget.value } })}
        />
      )}
    </div>
  )
}
