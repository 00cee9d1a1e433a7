import { readFileSync, realpathSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/** A folder that other computers or programs change, too. SQLite's own list of what corrupts a database names both. */
export interface SharedFolder {
  kind: 'sync' | 'network'
  /** As people know it: "OneDrive", "a network drive (nfs4)". */
  name: string
}

const services: readonly { name: string; part: RegExp }[] = [
  { name: 'OneDrive', part: /^OneDrive(?:$| ?-)/i },
  { name: 'Dropbox', part: /^Dropbox(?:$| \()/i },
  { name: 'Google Drive', part: /^(?:Google ?Drive|GoogleDrive-.*|My Drive|DriveFS)$/i },
  { name: 'iCloud Drive', part: /^(?:iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)$/i },
  { name: 'a synchronised folder', part: /^(?:CloudStorage|Nextcloud|ownCloud|Syncthing|MEGAsync|pCloud ?Drive)$/i },
]

const networkTypes = /^(?:nfs4?|cifs|smb3?|smbfs|afpfs|ncpfs|9p|afs|ceph|glusterfs|lustre|davfs2?|fuse\.(?:sshfs|rclone|davfs2?|glusterfs|s3fs|gvfsd-fuse|google-drive-ocamlfuse))$/

export interface Surroundings {
  platform?: NodeJS.Platform
  /** The text of /proc/mounts; null where there is none. */
  mounts?: string | null
  /** Where `dir` really is, where the caller knows it already. */
  path?: string
}

/** Whether a folder lies on a network drive or in a folder that a program synchronises; null where nothing says so. */
export function detectSharedFolder(dir: string, { platform = process.platform, mounts = platform === 'linux' ? readMounts() : null, path = toRealPath(dir) }: Surroundings = {}): SharedFolder | null {
  if (/^(?:(?:\\\\|\/\/)[^\\/]|\/(?:net|Network)\/)/.test(dir)) return { kind: 'network', name: 'a network drive' }
  const parts = path.split(/[\\/]/)
  for (const { name, part } of services) if (parts.some((one) => part.test(one))) return { kind: 'sync', name }
  const type = mounts === null ? null : readMountType(path, mounts)
  return type !== null && networkTypes.test(type) ? { kind: 'network', name: `a network drive (${type})` } : null
}

/** What to tell the person who keeps a workspace there. */
export function toSharedFolderWarning(dir: string, { kind, name }: SharedFolder): string {
  const how = kind === 'sync' ? `is in a folder that is synchronised (${name})` : `is on ${name}`
  return `The workspace ${dir} ${how}. A program that copies ledger.db without the file beside it, or two computers writing at once, can damage it. Move the workspace to a local disk, and pass on backups or bundles instead.`
}

/**
 * The same for a folder that nobody has opened yet, as a sentence; null where nothing speaks against it. A network drive that does
 * not answer holds up this call only.
 */
export async function warnOfFolder(dir: string): Promise<string | null> {
  const shared = detectSharedFolder(dir, { path: await findRealPath(resolve(dir)) })
  return shared === null ? null : toSharedFolderWarning(dir, shared)
}

/** A folder that is not there yet will be where its parent is. */
async function findRealPath(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(await findRealPath(parent), basename(path))
  }
}

function toRealPath(dir: string): string {
  try {
    return realpathSync(dir)
  } catch {
    return resolve(dir)
  }
}

function readMounts(): string | null {
  try {
    return readFileSync('/proc/mounts', 'utf8')
  } catch {
    return null
  }
}

/** The type of the file system that holds `path`: the longest mount point above it, and the newest of equals. */
function readMountType(path: string, mounts: string): string | null {
  let best = { length: -1, type: null as string | null }
  for (const line of mounts.split('\n')) {
    const [, point, type] = line.split(' ')
    if (point === undefined || type === undefined) continue
    // Spaces and the like stand as octal numbers.
    const at = point.replaceAll(/\\(\d{3})/g, (_whole, digits: string) => String.fromCharCode(parseInt(digits, 8)))
    const holds = at === '/' || path === at || path.startsWith(`${at}/`)
    if (holds && at.length >= best.length) best = { length: at.length, type }
  }
  return best.type
}
