import { Button, Menu } from '@mantine/core'
import type { FormField } from '../../../../shared/contract/document-form.ts'
import type { DocumentContent, Fact } from '../../../../shared/contract/documents.ts'
import { QuoteList } from '../FieldView.tsx'
import type { Change } from './FieldEditor.tsx'
import classes from './draft.module.css'

interface QuotesProps {
  field: FormField
  facts: readonly Fact[]
  content: DocumentContent
  change: Change
}

/** Facts of the record beside the field: chosen by the person, written by the program, and written anew when it is sealed. */
export function Quotes({ field, facts, content, change }: QuotesProps) {
  const quoted = content.quotes.filter((quote) => quote.field === field.id).map(({ fact }) => fact)
  const offered = facts.filter(({ id, topic }) => field.facts.includes(topic) && !quoted.includes(id))
  const add = (fact: string) => change((before) => ({ ...before, quotes: [...before.quotes, { field: field.id, fact }] }))
  const remove = (fact: string) => change((before) => ({ ...before, quotes: before.quotes.filter((quote) => quote.field !== field.id || quote.fact !== fact) }))
  const shown = quoted.map((fact) => {
    const found = facts.find(({ id }) => id === fact)
    return { field: field.id, fact, source: found?.source ?? fact, label: found?.label ?? 'The record no longer says this', value: found?.value ?? '' }
  })
  return (
    <>
      <QuoteList
        quotes={shown}
        onRemove={(fact) => (
          <Button size="compact-xs" variant="default" aria-label={`Do not quote ${fact}`} onClick={() => remove(fact)}>
            Remove
          </Button>
        )}
      />
      {offered.length > 0 && (
        <div className={classes.quote}>
          <Menu position="bottom-start" width={440}>
            <Menu.Target>
              <Button size="compact-xs" variant="default" aria-label={`Quote the record in ${field.title}`}>
                Quote the record…
              </Button>
            </Menu.Target>
            <Menu.Dropdown className={classes.facts}>
              {offered.map(({ id, source, label, value }) => (
                <Menu.Item key={id} onClick={() => add(id)}>
                  <span className={classes.factSource}>{source}</span> {label}: <span className={classes.factValue}>{value}</span>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      )}
    </>
  )
}
