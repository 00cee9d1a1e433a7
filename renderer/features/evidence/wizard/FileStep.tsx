import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../api/provider.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { countOf, formatBytes } from '../../../ui/format.ts'
import { OverTestSet, TestSetWarnings } from './OverTestSet.tsx'
import { StepPanel } from './StepPanel.tsx'
import { TemplateSelect } from './TemplateSelect.tsx'
import type { Wizard } from './use-wizard.ts'
import { type Draft, mainFile } from './wizard-kind.ts'
import classes from '../evidence.module.css'
import wizardClasses from './wizard.module.css'

export function FileStep<D extends Draft>({ wizard }: { wizard: Wizard<D> }) {
  const api = useApi()
  const models = useQuery(api.catalog.models.queryOptions()).data ?? []
  const versions = models.flatMap((model) => model.versions.map((version) => version.ref))
  const { kind, draft, preview, change, chooseFile } = wizard
  const path = mainFile(draft, kind.files)
  return (
    <StepPanel wizard={wizard} title="What is checked" waiting={path !== '' && preview.data === undefined}>
      <div className={wizardClasses.form}>
        <Select
          label="Version"
          description={versions.length === 0 ? 'No version is registered yet; see Models.' : undefined}
          required
          searchable
          data={versions}
          value={draft.version || null}
          onChange={(version) => change({ version: version ?? '' } as Partial<D>)}
        />
        <TemplateSelect wizard={wizard} />
        {kind.files.map(({ role, label, description, optional = false }, at) => (
          <FileField
            key={role}
            label={label}
            description={description}
            required={!optional}
            value={draft.files[role] ?? ''}
            onChange={(chosen) => chooseFile(role, chosen)}
            error={at === 0 && preview.error ? sentenceOf(preview.error) : undefined}
          />
        ))}
        <OverTestSet wizard={wizard} />
        <TestSetWarnings draft={draft} />
        <p className={classes.quiet} aria-live="polite">
          {preview.isFetching && 'Reading the first rows…'}
          {preview.data && !preview.isFetching && `${preview.data.name}: ${preview.data.format}, ${formatBytes(preview.data.bytes)}, ${countOf(preview.data.columns.length, 'column')}.`}
        </p>
      </div>
    </StepPanel>
  )
}
