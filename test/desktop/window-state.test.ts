import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadWindowState, placeWindow, saveWindowState } from '../../electron/desktop/window-state.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const file = () => join(mkdtempSync(join(tmpdir(), 'countersign-')), 'deep/window.json')

test('a saved state comes back', () => {
  const path = file()
  const state = { bounds: { x: 5, y: 6, width: 1000, height: 700 }, maximized: true }
  saveWindowState(path, state)
  expect(loadWindowState(path)).toEqual(state)
})

test('a missing or damaged file is no state', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'countersign-')), 'window.json')
  expect(loadWindowState(path)).toBeNull()
  for (const text of ['', '{', '[]', '{"bounds":{"x":"a"}}', '{"bounds":{"x":0,"y":0,"width":-1,"height":5},"maximized":true}']) {
    writeFileSync(path, text)
    expect(loadWindowState(path)).toBeNull()
  }
})

test('a window comes back where it was', () => {
  expect(placeWindow({ x: 100, y: 50, width: 1200, height: 800 }, [screen])).toEqual({ x: 100, y: 50, width: 1200, height: 800 })
})

test('a window whose screen is gone opens on the one that is there', () => {
  expect(placeWindow({ x: 5000, y: 50, width: 1200, height: 800 }, [screen])).toEqual({ width: 1360, height: 900 })
  expect(placeWindow({ x: 1900, y: 50, width: 1200, height: 800 }, [screen])).toEqual({ width: 1360, height: 900 })
  expect(placeWindow(null, [{ ...screen, width: 1280, height: 720 }])).toEqual({ width: 1280, height: 720 })
})
