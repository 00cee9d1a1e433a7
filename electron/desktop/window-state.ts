import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

const rectangle = z.object({ x: z.number().int(), y: z.number().int(), width: z.number().int().positive(), height: z.number().int().positive() })
const windowState = z.object({ bounds: rectangle, maximized: z.boolean() })
export type Rectangle = z.infer<typeof rectangle>
export type WindowState = z.infer<typeof windowState>

export const minimumSize = { width: 960, height: 640 }
const firstSize = { width: 1360, height: 900 }

/** What was saved, or null where nothing readable was. */
export function loadWindowState(file: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Renamed into place, so that a crash leaves the old state. A full disk costs the position of a window and nothing else. */
export function saveWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.tmp`, JSON.stringify(state))
    renameSync(`${file}.tmp`, file)
  } catch {
    // Not worth a word to the person who is just closing a window.
  }
}

/** Saved bounds where at least a handle of the window lies on a screen that is there now; else the middle of the first one. */
export function placeWindow(saved: Rectangle | null, screens: readonly Rectangle[]): Partial<Rectangle> & { width: number; height: number } {
  const [first] = screens
  const largest = { width: first?.width ?? firstSize.width, height: first?.height ?? firstSize.height }
  if (saved && screens.some((screen) => overlap(saved, screen) >= 100)) {
    return { ...saved, width: Math.max(saved.width, minimumSize.width), height: Math.max(saved.height, minimumSize.height) }
  }
  return { width: Math.min(firstSize.width, largest.width), height: Math.min(firstSize.height, largest.height) }
}

/** The shorter side of the part that both share; 0 where they are apart. */
function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, Math.min(width, height))
}
