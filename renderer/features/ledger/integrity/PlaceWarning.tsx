import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../api/provider.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { warningOf } from './place.ts'
import classes from './integrity.module.css'

/** Shown only where the folder of the workspace is a poor place for a database. */
export function PlaceWarning() {
  const api = useApi()
  const dir = useQuery(api.workspace.state.queryOptions()).data?.open?.dir ?? ''
  const warning = warningOf(dir)
  if (warning === null) return null
  return (
    <Panel title="Where this workspace lies" aside={<StateBadge tone="caution">not a safe place</StateBadge>}>
      <div className={classes.part}>
        <p>{warning}</p>
        <code className={classes.mono}>{dir}</code>
      </div>
    </Panel>
  )
}
