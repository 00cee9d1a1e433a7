import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { type ModelFinding, type ModelInspection, type ModelSignature, modelFormatTitles } from '../../../../shared/contract/model-files.ts'
import { useJobRun } from '../../../api/job-run.ts'
import { useApi } from '../../../api/provider.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { countOf, formatBytes, formatCount } from '../../../ui/format.ts'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { ProgressLine } from '../../../ui/ProgressLine.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import type { Tone } from '../../../ui/tone.ts'
import classes from '../catalog.module.css'

const tones: Record<ModelFinding['severity'], Tone> = { high: 'bad', medium: 'caution', low: 'info' }
const signatureTones: Record<ModelSignature['verdict'], Tone> = { matches: 'good', broken: 'bad', unchecked: 'caution' }
const signatureWords: Record<ModelSignature['verdict'], string> = { matches: 'Signature fits', broken: 'Signature broken', unchecked: 'Signature not checked' }
const mostFindings = 8

/** What stands in a model file, asked for before it is registered; nothing in it is executed. `begins`: without being asked. */
export function ModelFileFacts({ path, begins = false }: { readonly path: string; readonly begins?: boolean }) {
  const api = useApi()
  const [id, setId] = useState<string | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const [found, setFound] = useState<ModelInspection | null>(null)
  const run = useJobRun<ModelInspection>(id, setFound)
  const start = () => {
    setRefused(null)
    api.catalog.inspectModel.call({ path }).then((started) => setId(started.job), setRefused)
  }
  const begun = useRef(false)
  useEffect(() => {
    if (!begins || begun.current) return
    begun.current = true
    start()
  })
  const failure = refused ?? run.failure
  if (found !== null) return <Facts found={found} />
  return (
    <>
      {run.running ? (
        <ProgressLine title="Reading the model" done={run.job?.progress.done ?? 0} total={run.job?.progress.total ?? null} note={run.job?.progress.note ?? 'starting'} onCancel={run.cancel} />
      ) : (
        <div>
          <Button variant="default" size="compact-sm" onClick={start}>
            Look into it
          </Button>
        </div>
      )}
      {failure !== null && failure !== undefined && <ErrorState error={failure} />}
    </>
  )
}

function Facts({ found }: { readonly found: ModelInspection }) {
  const { findings, signature } = found
  return (
    <section aria-label="What stands in the model" className={classes.inspection}>
      <KeyValue
        items={[
          ['Format', modelFormatTitles[found.format]],
          ['Architecture', found.architecture],
          ['Parameters', found.parameters === null ? null : formatCount(found.parameters)],
          ['Size', formatBytes(found.sizeBytes)],
          ['Licence', found.licence ?? 'not stated'],
          ['SHA-256', <Digest key="sha" value={found.sha256} />],
          ...found.details.slice(0, 8).map(({ name, value }) => [name, value] as const),
        ]}
      />
      {findings.length === 0 ? (
        <div>
          <StateBadge tone="info">Nothing was noticed; that is no proof that it is safe</StateBadge>
        </div>
      ) : (
        <Findings findings={findings} />
      )}
      {signature !== null && <Signature signature={signature} />}
    </section>
  )
}

const Findings = ({ findings }: { readonly findings: readonly ModelFinding[] }) => (
  <ul className={classes.gaps}>
    {findings.slice(0, mostFindings).map(({ code, severity, file, offset, detail }) => (
      <li key={`${code} ${file} ${offset} ${detail}`}>
        <StateBadge tone={tones[severity]}>{severity}</StateBadge> {detail} <span className={classes.missing}>{offset === null ? file : `${file}, byte ${formatCount(offset)}`}</span>
      </li>
    ))}
    {findings.length > mostFindings && <li className={classes.missing}>and {countOf(findings.length - mostFindings, 'finding')} more</li>}
  </ul>
)

function Signature({ signature: { verdict, signer, verified, broken, notVerified } }: { readonly signature: ModelSignature }) {
  return (
    <div>
      <StateBadge tone={signatureTones[verdict]}>{signatureWords[verdict]}</StateBadge> {signer}
      <p className={classes.missing}>{[...broken, ...verified, ...notVerified.map((one) => `Not checked: ${one}`)].join(' ')}</p>
    </div>
  )
}
