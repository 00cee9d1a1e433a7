const syncing = /(?:^|[/\\])(OneDrive[^/\\]*|Dropbox[^/\\]*|Google ?Drive[^/\\]*|GoogleDrive[^/\\]*|iCloud ?Drive[^/\\]*|Mobile Documents|CloudStorage|Nextcloud|ownCloud|pCloud ?Drive|Syncthing|Sync|MEGA|Box)(?:[/\\]|$)/i
const network = /^(?:[/\\]{2}[^/\\]|\/(?:net|nfs|smb|afs)\/|\/run\/user\/\d+\/gvfs\/|\/Network\/)/i

/** What speaks against keeping a ledger in this folder, by its path; null where nothing does. */
export function warningOf(dir: string): string | null {
  const service = syncing.exec(dir)?.[1]
  if (service !== undefined) {
    return `This workspace seems to lie in a folder that ${service} synchronises. Such a program copies a database while it is written and can put an old copy back. Move the workspace to a folder of this computer, and let backups be copied there instead.`
  }
  return network.test(dir)
    ? 'This workspace seems to lie on a network drive. Locks and writes there are not as dependable as on a disk of this computer. Move the workspace to a local folder, and keep backups on the network.'
    : null
}
