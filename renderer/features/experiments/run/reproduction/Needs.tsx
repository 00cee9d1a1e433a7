import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReproductionNeeds } from '../../../../../shared/contract/reproductions.ts'
import { useJobRun } from '../../../../api/job-run.ts'
import { useApi } from '../../../../api/provider.tsx'
import { Digest } from '../../../../ui/Digest.tsx'
import { sentenceOf } from '../../../../ui/failure.ts'
import { useFileChooser } from '../../../../ui/files.tsx'
import { countOf } from '../../../../ui/format.ts'
import { KeyValue } from '../../../../ui/KeyValue.tsx'
import classes from '../../experiments.module.css'

/** What the sealed record says that somebody needs, what it does not say, and all of it as files. */
export function Needs({ needs: { original, data, code, environment, command, gaps } }: { needs: ReproductionNeeds }) {
  return (
    <>
      <KeyValue
        labelWidth={96}
        items={[
          ['Data', data.length > 0 && <span key="d">{data.map(({ name, role, sha256 }) => <span key={`${name} ${role} ${sha256}`}>{name} ({role}) {sha256 !== null && <Digest value={sha256} />} </span>)}</span>],
          ['Code', code && <span key="c">commit <Digest value={code.commit} label="commit" />{code.remote !== null && ` at ${code.remote}`}{code.changed.length > 0 && `, ${countOf(code.changed.length, 'changed file')}`}</span>],
          ['Environment', environment && `${environment.name}, ${countOf(environment.packages, 'package')}`],
          ['Command', command && <span key="m" className={classes.mono}>{command.join(' ')}</span>],
        ]}
      />
      {gaps.length > 0 && (
        <ul className={classes.quiet} style={{ margin: 0 }}>
          {gaps.map((gap) => (
            <li key={gap}>{gap}</li>
          ))}
        </ul>
      )}
      <Kit run={original.id} />
    </>
  )
}

function Kit({ run }: { run: string }) {
  const api = useApi()
  const choose = useFileChooser()
  const [id, setId] = useState<string | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const [written, setWritten] = useState<string | null>(null)
  const job = useJobRun<{ dir: string }>(id, ({ dir }) => setWritten(dir))
  const write = async () => {
    const dir = await choose({ kind: 'folder', title: 'Folder for the kit' })
    if (dir === null) return
    setRefused(null)
    setId((await api.experiments.writeReproductionKit.call({ run, dir })).job)
  }
  const failure = refused ?? job.failure
  return (
    <div className={classes.actions}>
      <Button size="compact-sm" variant="default" loading={job.running} onClick={() => void write().catch(setRefused)}>
        Write a kit…
      </Button>
      <span className={classes.quiet}>{failure === null || failure === undefined ? written === null ? 'Lock file, parameters, list of data and instructions, as plain files.' : `Written to ${written}` : sentenceOf(failure)}</span>
    </div>
  )
}
