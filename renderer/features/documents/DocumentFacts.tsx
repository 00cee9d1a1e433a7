import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DocumentDetail } from '../../../shared/contract/documents.ts'
import { useApi } from '../../api/provider.tsx'
import { Digest } from '../../ui/Digest.tsx'
import { sentenceOf } from '../../ui/failure.ts'
import { useFileChooser } from '../../ui/files.tsx'
import { countOf, formatBytes, formatCount, formatExact } from '../../ui/format.ts'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { isNotebook, NotebookLink } from './AttachedFiles.tsx'
import { pathOfSubject } from './words.tsx'
import classes from './documents.module.css'

export function AboutPanel({ document }: { document: DocumentDetail }) {
  const { subject, subjectTitle, boundTo, shown, tier, authors, open, withdrawn, content, kindTitle, form } = document
  const path = pathOfSubject(subject)
  return (
    <Panel title="About">
      <KeyValue
        labelWidth={86}
        items={[
          ['kind', kindTitle],
          ['about', path === null ? subjectTitle : <Link key="s" to={path}>{subjectTitle}</Link>],
          ['bound to', boundTo === null ? (subject.type === 'run' ? 'the run, open then' : 'the name') : <Digest key="b" value={boundTo} label="digest of the subject" />],
          ['tier', form.note ? null : tier === null ? 'none: all is asked for' : String(tier)],
          ['authors', authors.join(', ')],
          ['sealed', `entry ${formatCount(shown.seq)}, ${formatExact(shown.at)}`],
          ['SHA-256', <Digest key="d" value={shown.sha256} label="digest of the version" />],
          ['read from', content?.origin ? `${content.origin.name}, ${formatBytes(content.origin.bytes)}` : null],
          ['open items', open.items > 0 ? `${countOf(open.items, 'item')}, ${open.high} high, ${open.overdue} overdue` : null],
          ['withdrawn', withdrawn && `by ${withdrawn.by}, entry ${formatCount(withdrawn.seq)}: ${withdrawn.reason}`],
        ]}
      />
    </Panel>
  )
}

export function AttachmentsPanel({ document: { id, shown, content } }: { document: DocumentDetail }) {
  const api = useApi()
  const choose = useFileChooser()
  const save = useMutation(
    api.documents.saveAttachment.mutationOptions({
      onSuccess: ({ path }) => void notifications.show({ title: 'Attachment saved', message: path }),
      onError: (error) => void notifications.show({ title: 'The attachment was not saved', message: sentenceOf(error), color: 'red', autoClose: 12_000 }),
    }),
  )
  if (content === null || content.attachments.length === 0) return null
  const write = async (name: string, sha256: string) => {
    const out = await choose({ kind: 'save', title: `Save ${name}`, defaultPath: name })
    if (out !== null) save.mutate({ id, number: shown.number, sha256, out })
  }
  return (
    <Panel title="Attachments" aside={formatCount(content.attachments.length)}>
      <ul className={classes.files}>
        {content.attachments.map(({ name, sha256, bytes }) => (
          <li key={name + sha256}>
            {isNotebook(name) ? <NotebookLink className={classes.fileName} owner={{ id, number: shown.number }} sha256={sha256}>{name}</NotebookLink> : <span className={classes.fileName}>{name}</span>}
            <span className={classes.fileSize}>{formatBytes(bytes)}</span>
            <Button size="compact-xs" variant="default" aria-label={`Save ${name}`} onClick={() => void write(name, sha256)}>
              Save…
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
