const onMac = navigator.userAgent.includes('Mac')

/** `Mod+Shift+N` as the keys of this computer: `Ctrl`, `Shift`, `N`. */
export const keysOf = (shortcut: string): string[] => shortcut.split('+').map((key) => (key === 'Mod' ? (onMac ? '⌘' : 'Ctrl') : key))
