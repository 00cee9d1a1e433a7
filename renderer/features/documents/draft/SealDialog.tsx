import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Draft } from '../../../../shared/contract/documents.ts'
import { filledIn, missingFrom } from '../../../../shared/documents/completeness.ts'
import { useApi } from '../../../api/provider.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { Loaded } from '../../../ui/Loaded.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { DiffView } from '../DiffView.tsx'
import { missingWords } from '../words.tsx'
import classes from './draft.module.css'

/** What becomes a version, shown before it does. */
export function SealDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const api = useApi()
  const navigate = useNavigate()
  // What was typed is saved by now: the draft is read again as the core has it.
  const saved = useQuery({ ...api.documents.draft.queryOptions({ input: { id: draft.id } }), staleTime: 0 })
  const diff = useQuery({ ...api.documents.draftDiff.queryOptions({ input: { id: draft.id } }), staleTime: 0, gcTime: 0 })
  const seal = useMutation(api.documents.seal.mutationOptions({ onSuccess: ({ id }) => void navigate({ to: `/documents/${id}` }) }))
  const { form, tier, content, base } = saved.data ?? draft
  const missing = missingFrom(form, tier, filledIn(form, content))
  return (
    <FormDialog opened title={base === null ? 'Seal the first version' : `Seal version ${base + 1}`} submitLabel="Seal" size={760} onClose={onClose} onSubmit={() => seal.mutate({ id: draft.id })} busy={seal.isPending} error={seal.error}>
      <p>It becomes an entry of the ledger with the digest of exactly these words and files. Nobody can change it afterwards; a next version can follow. You are an author of it then, and count as one where it is signed.</p>
      {!form.note && <p>
        {missing.length === 0 ? <StateBadge tone="good">complete</StateBadge> : <StateBadge tone="caution">{missingWords(missing.length)}</StateBadge>} {missing.map(({ title }) => title).join(', ')}
      </p>}
      <div className={classes.sealed}>
        <Loaded query={diff} label="difference">
          {(found) => <DiffView diff={found} />}
        </Loaded>
      </div>
    </FormDialog>
  )
}
