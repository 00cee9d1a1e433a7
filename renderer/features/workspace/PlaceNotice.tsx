import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/provider.tsx'
import { Symbol } from '../../ui/Symbol.tsx'
import classes from './workspace.module.css'

/** What the core says against a folder before a workspace is opened or made there; nothing where it says nothing. */
export function PlaceNotice({ dir }: { dir: string }) {
  const api = useApi()
  const { data } = useQuery({ ...api.workspace.place.queryOptions({ input: { dir } }), enabled: dir !== '' })
  if (!data?.warning) return null
  return (
    <p className={classes.place}>
      <Symbol tone="caution" />
      <span>{data.warning}</span>
    </p>
  )
}
