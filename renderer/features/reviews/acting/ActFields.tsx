import { MultiSelect, Radio, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { toWords } from '../../../../shared/id-words.ts'
import { type Choice, choiceWords, type Field, type Terms } from '../acts.ts'
import { ConditionRows } from './ConditionRows.tsx'
import classes from '../reviews.module.css'

interface ActFieldsProps {
  readonly choice: Choice
  readonly terms: Terms
  readonly onChange: (changed: Partial<Terms>) => void
  readonly reasonCodes: readonly string[]
  /** What is asked about; conditions may stand for its findings. */
  readonly version: string
}

/** The fields of an act; what is typed becomes part of the text, word for word. */
export function ActFields({ choice, ...rest }: ActFieldsProps) {
  const { asks, optional = [] } = choiceWords[choice]
  return <>{asks.map((field) => <OneField key={field} field={field} choice={choice} required={!optional.includes(field)} {...rest} />)}</>
}

type OneFieldProps = ActFieldsProps & { field: Field; required: boolean }

/** The statement has one line for it. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, ' ')

const reasonLabels: Partial<Record<Choice, { label: string; description: string }>> = {
  reject: { label: 'Reason', description: 'What is wrong, so that its authors can see it too.' },
  return: { label: 'What has to change', description: 'What is wrong and what to do. Written to the ledger.' },
  revise: { label: 'What changed', description: 'Since the revision before. Written to the ledger.' },
  validate: { label: 'Limits and remarks', description: 'Where it is fit within limits: which.' },
  lift: { label: 'How the cause was resolved', description: 'Part of the text that you sign.' },
  lift_with_conditions: { label: 'How the cause is kept in check', description: 'Part of the text that you sign.' },
}

function OneField({ field, choice, required, terms, onChange, reasonCodes, version }: OneFieldProps): ReactNode {
  switch (field) {
    case 'conditions':
      return <ConditionRows version={version} rows={terms.conditions} onChange={(conditions) => onChange({ conditions })} />
    case 'reasonCodes':
      return (
        <MultiSelect
          label="Reasons of the policy"
          required
          searchable
          data={reasonCodes.map((code) => ({ value: code, label: toWords(code) }))}
          value={terms.reasonCodes}
          onChange={(codes) => onChange({ reasonCodes: codes })}
        />
      )
    case 'conclusion':
      return (
        <Radio.Group size="xs" label="Conclusion" required value={terms.conclusion ?? ''} onChange={(value) => onChange({ conclusion: value as Terms['conclusion'] })}>
          <div className={classes.choices}>
            {Object.entries({ fit: 'Fit for its use', fit_with_limits: 'Fit within limits', not_fit: 'Not fit' }).map(([value, label]) => (
              <Radio key={value} size="xs" value={value} label={label} />
            ))}
          </div>
        </Radio.Group>
      )
    case 'conflict':
      return <Line label="Conflict of interest" description="Anything that could sway you. “None” is an answer." max={300} required value={terms.conflict} onChange={(conflict) => onChange({ conflict })} />
    case 'scope':
      return <Line label="Scope" description="For which environment, population or volume; empty: all of its use." max={300} required={required} value={terms.scope} onChange={(scope) => onChange({ scope })} />
    case 'needed':
      return <Prose label="What a new submission needs" description="Part of the text that you sign." required value={terms.needed} onChange={(needed) => onChange({ needed })} />
    case 'reason':
      return <Prose {...(reasonLabels[choice] ?? { label: 'Reason', description: 'It is written to the ledger, word for word.' })} required={required} value={terms.reason} onChange={(reason) => onChange({ reason })} />
  }
}

interface TextProps {
  label: string
  description: string
  required: boolean
  value: string
  onChange: (value: string) => void
}

const Prose = ({ onChange, ...rest }: TextProps) => <Textarea {...rest} autosize minRows={2} maxLength={500} onChange={(event) => onChange(oneLine(event.currentTarget.value))} />

const Line = ({ onChange, max, ...rest }: TextProps & { max: number }) => <TextInput {...rest} maxLength={max} onChange={(event) => onChange(event.currentTarget.value)} />
