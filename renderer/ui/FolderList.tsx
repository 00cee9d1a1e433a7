import { formatBytes } from './format.ts'
import { FileIcon, FolderIcon, WorkspaceIcon } from './icons.tsx'
import { Instant } from './Instant.tsx'
import type { Column } from './table/column.ts'
import { Grid } from './table/Grid.tsx'
import classes from './FileChooserDialog.module.css'

export interface FolderItem {
  name: string
  path: string
  /** `workspace`: a folder of the kind that this program keeps. */
  kind: 'folder' | 'file' | 'workspace'
  bytes: number | null
  modifiedAt: string | null
}

const icons = { folder: FolderIcon, file: FileIcon, workspace: WorkspaceIcon }

const columns: Column<FolderItem>[] = [
  {
    id: 'name',
    header: 'name',
    width: 'minmax(200px, 1fr)',
    cell: ({ name, kind }) => {
      const Icon = icons[kind]
      return (
        <span className={classes.item} data-kind={kind}>
          <Icon />
          <span title={name}>{name}</span>
          {kind === 'workspace' && <span className={classes.mark}>workspace</span>}
        </span>
      )
    },
  },
  { id: 'bytes', header: 'size', width: '84px', align: 'end', cell: ({ bytes, kind }) => (bytes === null || kind !== 'file' ? '' : formatBytes(bytes)) },
  { id: 'modified', header: 'changed', width: '148px', cell: ({ modifiedAt }) => (modifiedAt === null ? '' : <Instant at={modifiedAt} />) },
]

export function FolderList({ items, onOpen }: { items: FolderItem[]; onOpen: (item: FolderItem) => void }) {
  if (items.length === 0) return <p className={classes.none}>Nothing to choose in this folder.</p>
  return <Grid label="Folder contents" columns={columns} count={items.length} rowAt={(index) => items[index]} onOpen={onOpen} />
}
