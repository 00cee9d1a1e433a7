import { existsSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type * as z from 'zod'
import type { folderEntry, workspaceContract } from '../../shared/contract/workspace.ts'
import { AppError } from '../../shared/errors.ts'

type Listing = z.output<NonNullable<(typeof workspaceContract.browse)['~orpc']['outputSchema']>>
type FolderEntry = z.output<typeof folderEntry>

/** A folder of this computer for the in-app file chooser: folders first, hidden ones left out. */
export function listFolder(dir: string | null): Listing {
  const path = resolve(dir ?? homedir())
  try {
    const entries = readdirSync(path, { withFileTypes: true })
      .filter((item) => !item.name.startsWith('.'))
      .flatMap((item) => toEntry(path, item.name))
    const parent = dirname(path)
    return { dir: path, parent: parent === path ? null : parent, entries: entries.toSorted(byKindThenName) }
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', `The folder ${path} can not be opened. Check that it exists and that you may read it.`, { cause: error })
  }
}

function toEntry(dir: string, name: string): FolderEntry[] {
  const path = join(dir, name)
  try {
    const stat = statSync(path)
    const modifiedAt = stat.mtime.toISOString()
    if (stat.isFile()) return [{ name, path, kind: 'file', bytes: stat.size, modifiedAt }]
    if (stat.isDirectory()) return [{ name, path, kind: existsSync(join(path, 'ledger.db')) ? 'workspace' : 'folder', bytes: null, modifiedAt }]
    return []
  } catch {
    // A dangling link or a file that went away while the folder was listed.
    return []
  }
}

function byKindThenName(a: FolderEntry, b: FolderEntry): number {
  const rank = (entry: FolderEntry) => (entry.kind === 'file' ? 1 : 0)
  return rank(a) - rank(b) || a.name.localeCompare(b.name, 'en')
}
