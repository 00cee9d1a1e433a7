import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Lineage, LineageKind, LineageSubject } from '../../../shared/contract/lineage.ts'
import { groupLineage } from '../../../shared/lineage-groups.ts'
import { layOutLineage, screenMeasures } from '../../../shared/lineage-layout.ts'
import { lineageSymbols, lineageTitles, proofTitles } from '../../../shared/lineage-words.ts'
import { useApi } from '../../api/provider.tsx'
import { ChartTools } from '../../ui/ChartTools.tsx'
import { CopyCsv } from '../../ui/CopyCsv.tsx'
import { countOf } from '../../ui/format.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Stacked } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { LineagePicture } from './LineagePicture.tsx'
import { onScreen, proofs, proofSign, toLineageFile } from './lineage-svg.ts'
import { WaysTable } from './WaysTable.tsx'
import { called, toWays, toWaysCsv } from './ways.ts'
import classes from './lineage.module.css'

/** What led to a version, a run or a snapshot and what came of it: a picture, each step with its proof, and what is not known. */
export function LineageView({ subject }: { subject: LineageSubject }) {
  const api = useApi()
  const query = useQuery(api.lineage.of.queryOptions({ input: { subject } }))
  return (
    <Loaded query={query} label="lineage">
      {(lineage) => <Shown lineage={lineage} subject={subject} />}
    </Loaded>
  )
}

function Shown({ lineage, subject }: { lineage: Lineage; subject: LineageSubject }) {
  const [open, setOpen] = useState<LineageKind[]>([])
  const ways = useMemo(() => toWays(lineage), [lineage])
  const grouped = useMemo(() => groupLineage(lineage, { open }), [lineage, open])
  const name = `lineage-${subject.ref.replace('@', '-')}`
  const about = lineage.nodes.find(({ id }) => id === lineage.about)
  const file = () => toLineageFile(layOutLineage(grouped, { ...screenMeasures, width: 1320 }), { about: lineage.about, title: `Lineage of ${about ? called(about) : subject.ref}`, source: `Countersign, told from the digests and entries of the ledger; ${lineage.nodes.length} records, ${lineage.edges.length} steps` })
  return (
    <Stacked>
      <Panel
        title="Where it comes from and what came of it"
        aside={
          <span className={classes.tools}>
            {open.length > 0 && (
              <Button variant="default" size="compact-xs" onClick={() => setOpen([])}>
                Put many of a kind together
              </Button>
            )}
            <ChartTools name={name} svg={file}>
              <CopyCsv csv={() => toWaysCsv(ways)} />
            </ChartTools>
          </span>
        }
      >
        <LineagePicture shown={grouped} about={lineage.about} onOpen={(kind) => setOpen([...open, kind])} />
        <Legend lineage={lineage} />
      </Panel>
      <GapsPanel lineage={lineage} />
      <WaysTable ways={ways} />
    </Stacked>
  )
}

function Legend({ lineage }: { lineage: Lineage }) {
  const kinds = [...new Set(lineage.nodes.map(({ kind }) => kind))]
  return (
    <ul className={classes.legend} aria-label="What lines and symbols mean">
      {proofs.map((by) => (
        <li key={by}>
          <svg width="34" height="12" aria-hidden="true" dangerouslySetInnerHTML={{ __html: proofSign(by, onScreen) }} />
          {proofTitles[by]}
        </li>
      ))}
      {kinds.map((kind) => (
        <li key={kind}>
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d={lineageSymbols[kind]} fill="none" stroke="currentColor" strokeWidth={1.3} strokeLinejoin="round" />
          </svg>
          {lineageTitles[kind].one}
        </li>
      ))}
    </ul>
  )
}

function GapsPanel({ lineage: { gaps, left } }: { lineage: Lineage }) {
  return (
    <Panel title="Not known" aside={gaps.length === 0 ? <StateBadge tone="good">nothing missing</StateBadge> : gaps.length}>
      {gaps.length === 0 && <p>Every step rests on a digest or an entry of this ledger.</p>}
      <ul className={classes.gaps}>
        {gaps.map(({ at, says }) => (
          <li key={`${at} ${says}`}>{says}</li>
        ))}
      </ul>
      {left.map(({ kind, count }) => (
        <p key={kind} className={classes.left}>
          {countOf(count, `more ${lineageTitles[kind].one}`, `more ${lineageTitles[kind].many}`)} on the same data not drawn.
        </p>
      ))}
    </Panel>
  )
}
