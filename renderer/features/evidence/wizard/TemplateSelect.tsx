import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../api/provider.tsx'
import { toWords } from './start.ts'
import type { Wizard } from './use-wizard.ts'
import type { Draft } from './wizard-kind.ts'
import classes from '../evidence.module.css'

/** Settings to begin with: a saved template of this kind, or those of the check that is run again. */
export function TemplateSelect<D extends Draft>({ wizard }: { wizard: Wizard<D> }) {
  const api = useApi()
  const templates = useQuery(api.evidence.templates.queryOptions({ input: { check: wizard.kind.check } })).data ?? []
  const { startedFrom } = wizard.draft
  const chosen = templates.find(({ name }) => startedFrom?.title === toTitle(name))
  return (
    <>
      {templates.length > 0 && (
        <Select
          label="Start from a template"
          description="Fills in columns, thresholds and everything else as it was saved. All of it can still be changed."
          placeholder="none"
          clearable
          searchable
          data={templates.map(({ name }) => name)}
          value={chosen?.name ?? null}
          onChange={(name) => {
            const template = templates.find((one) => one.name === name)
            if (template) wizard.startFrom(toTitle(template.name), template)
            else wizard.startAnew()
          }}
        />
      )}
      {startedFrom && (
        <p className={classes.quiet}>
          The next steps begin with the settings of {startedFrom.title}.
          {startedFrom.lost.length > 0 && ` Not all of them have a field here; look at: ${startedFrom.lost.map(toWords).join(', ')}. The command line runs a template as it was saved.`}
        </p>
      )}
    </>
  )
}

const toTitle = (name: string): string => `the template “${name}”`
