import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../api/provider.tsx'
import { FileField } from '../../../ui/FileField.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { formatBytes, formatCount } from '../../../ui/format.ts'
import { StepPanel } from './StepPanel.tsx'
import type { Wizard } from './use-wizard.ts'
import classes from '../evidence.module.css'

export function FileStep({ wizard }: { wizard: Wizard }) {
  const api = useApi()
  const models = useQuery(api.catalog.models.queryOptions()).data ?? []
  const versions = models.flatMap((model) => model.versions.map((version) => version.ref))
  const { draft, preview, change } = wizard
  return (
    <StepPanel wizard={wizard} title="What is checked" waiting={draft.path !== '' && preview.data === undefined}>
      <div className={classes.form}>
        <Select
          label="Version"
          description={versions.length === 0 ? 'No version is registered yet; see Models.' : undefined}
          required
          searchable
          data={versions}
          value={draft.version || null}
          onChange={(version) => change({ version: version ?? '' })}
        />
        <FileField
          label="Predictions file"
          description="CSV, Parquet or JSON lines, one row a case: the true label, the model’s decision or score, and the groups."
          required
          value={draft.path}
          onChange={(path) => change({ path })}
          error={preview.error ? sentenceOf(preview.error) : undefined}
        />
        <p className={classes.quiet} aria-live="polite">
          {preview.isFetching && 'Reading the first rows…'}
          {preview.data && !preview.isFetching && `${preview.data.name}: ${preview.data.format}, ${formatBytes(preview.data.bytes)}, ${formatCount(preview.data.columns.length)} columns.`}
        </p>
      </div>
    </StepPanel>
  )
}
