import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { artefactWords } from '../../../shared/artefact-words.ts'
import type { WatchedArtefact } from '../../../shared/contract/artefacts.ts'
import type { Review, Trigger } from '../../../shared/contract/reviews.ts'
import { isLive } from '../../../shared/review-machine.ts'
import { useApi } from '../../api/provider.tsx'
import { sentenceOf } from '../../ui/failure.ts'
import { useFileChooser } from '../../ui/files.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import classes from './reviews.module.css'

/** What asks for another look at an approval before it ends, and whether the artefact on this computer is still the one approved. */
export function WatchPanel({ review }: { review: Review }) {
  const api = useApi()
  const triggers = useQuery(api.reviews.watched.queryOptions()).data?.find((one) => one.review === review.id)?.triggers ?? []
  const artefact = useQuery(api.catalog.version.queryOptions({ input: { ref: review.version } })).data?.manifest.artefact ?? null
  if (!isLive(review.state) && review.state !== 'suspended') return null
  if (triggers.length === 0 && artefact === null) return null
  return (
    <Panel title="Since the approval" aside={triggers.length > 0 && <StateBadge tone="caution">look again</StateBadge>}>
      <div className={classes.outcome}>
        {triggers.length > 0 && (
          <ul className={classes.proof} aria-label="Reasons to look again">
            {triggers.map((one) => (
              <TriggerLine key={`${one.id} ${one.detail}`} trigger={one} />
            ))}
          </ul>
        )}
        {artefact !== null && <Artefacts version={review.version} kind={artefact.kind} />}
      </div>
    </Panel>
  )
}

const TriggerLine = ({ trigger: { since, detail } }: { trigger: Trigger }) => (
  <li>
    <Instant at={since} show="day" />
    <span>{detail}</span>
  </li>
)

function Artefacts({ version, kind }: { version: string; kind: 'file' | 'folder' }) {
  const api = useApi()
  const queries = useQueryClient()
  const choose = useFileChooser()
  const seen = useQuery(api.artefacts.list.queryOptions({ input: { version } })).data ?? []
  const onSuccess = () => void queries.invalidateQueries({ queryKey: api.artefacts.key() })
  const look = useMutation(api.artefacts.look.mutationOptions())
  const place = useMutation(api.artefacts.place.mutationOptions({ onSuccess: () => (onSuccess(), look.mutate(undefined)) }))
  const forget = useMutation(api.artefacts.forget.mutationOptions({ onSuccess }))
  const ask = async () => {
    const path = await choose({ kind, title: `The deployed artefact of ${version}` })
    if (path !== null) place.mutate({ version, path })
  }
  const failure = place.error ?? look.error ?? forget.error
  return (
    <>
      {seen.length === 0 && <p className={classes.hint}>Nobody said where the artefact of {version} is deployed on this computer. Where that is known, the program looks daily whether it is still the one approved.</p>}
      {seen.map((one) => (
        <ArtefactLine key={one.place} seen={one} />
      ))}
      {failure !== null && <p role="alert">{sentenceOf(failure)}</p>}
      <div className={classes.actions}>
        <Button variant="default" size="xs" loading={place.isPending} onClick={() => void ask()}>
          Say where it is deployed…
        </Button>
        {seen.length > 0 && (
          <Button variant="default" size="xs" loading={look.isPending} onClick={() => look.mutate(undefined)}>
            Look now
          </Button>
        )}
        {seen.some((one) => one.place === 'deployed') && (
          <Button variant="subtle" size="xs" loading={forget.isPending} onClick={() => forget.mutate({ version, place: 'deployed' })}>
            Watch it no longer
          </Button>
        )}
      </div>
    </>
  )
}

function ArtefactLine({ seen: { place, path, state, since, lookedAt } }: { seen: WatchedArtefact }) {
  const { tone, word } = artefactWords[state]
  return (
    <div>
      <StateBadge tone={tone}>{word}</StateBadge> {place === 'deployed' ? 'where it is deployed' : 'where it was registered from'}
      <div className={classes.path}>{path}</div>
      {lookedAt !== null && since !== null && (
        <div className={classes.hint}>
          since <Instant at={since} />, looked <Instant at={lookedAt} />
        </div>
      )}
    </div>
  )
}
