import { Button, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Draft } from '../../../../shared/contract/documents.ts'
import { fieldsOf } from '../../../../shared/documents/completeness.ts'
import { textPart, titlePart } from '../../../../shared/documents/merge.ts'
import { useApi } from '../../../api/provider.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { formatDayAndTime } from '../../../ui/format.ts'
import { Loaded } from '../../../ui/Loaded.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { DiffView } from '../DiffView.tsx'
import type { DraftEditor } from './use-draft-editor.ts'
import classes from './draft.module.css'

/** Somebody sealed a version meanwhile: what differs, and whose words stay where both wrote. */
export function BehindPanel({ draft, editor }: { draft: Draft; editor: DraftEditor }) {
  const api = useApi()
  const newer = draft.newer!
  const [take, setTake] = useState<Record<string, 'mine' | 'theirs'>>({})
  const [error, setError] = useState<unknown>(null)
  const diff = useQuery(api.documents.draftDiff.queryOptions({ input: { id: draft.id } }))
  const bring = () => editor.act(() => api.documents.rebase.call({ id: draft.id, take })).then(() => setError(null), setError)
  return (
    <Panel title={`Version ${newer.number} was sealed meanwhile`} aside={<StateBadge tone="caution">this draft is behind</StateBadge>}>
      <div className={classes.fields}>
        <p>
          {newer.by} sealed it on {formatDayAndTime(newer.at)}; this draft began from version {draft.base}. Nothing of yours is lost: bring their changes in, then seal.
        </p>
        {newer.conflicts.map((part) => (
          <Radio.Group key={part} label={`${titleOf(draft, part)}: both of you changed it`} value={take[part] ?? 'mine'} onChange={(value) => setTake({ ...take, [part]: value as 'mine' | 'theirs' })}>
            <div className={classes.choices}>
              <Radio size="xs" value="mine" label="Keep mine" />
              <Radio size="xs" value="theirs" label="Take theirs" />
            </div>
          </Radio.Group>
        ))}
        <details>
          <summary>What differs between version {newer.number} and this draft</summary>
          <Loaded query={diff} label="difference">
            {(found) => <DiffView diff={found} />}
          </Loaded>
        </details>
        {error !== null && <p role="alert" className={classes.alert}>{sentenceOf(error)}</p>}
        <div>
          <Button onClick={() => void bring()}>Bring version {newer.number} into this draft</Button>
        </div>
      </div>
    </Panel>
  )
}

const titleOf = ({ form }: Draft, part: string): string => (part === titlePart ? 'Title' : part === textPart ? form.text.title : (fieldsOf(form).find(({ id }) => id === part)?.title ?? part))
