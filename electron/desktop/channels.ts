/** Names of the IPC between preload and main process. */
export const channels = {
  requestPort: 'port:request',
  port: 'port:issued',
  command: 'command',
  openDialog: 'dialog:open',
  saveDialog: 'dialog:save',
  folderDialog: 'dialog:folder',
  openFile: 'file:open',
  openFileReady: 'file:ready',
  notify: 'notice:show',
  showItem: 'shell:show-item',
} as const
