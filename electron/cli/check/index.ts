import type { Command } from 'commander'
import type { Terminal } from '../session.ts'
import { addExplanation } from './explanation.ts'
import { addDrift } from './drift.ts'
import { addFairness } from './fairness.ts'
import { addPerformance } from './performance.ts'
import { addQuality } from './quality.ts'
import { addRecompute, addShow } from './stored.ts'
import { addSuite } from './suite.ts'
import { addTemplate } from './template.ts'

export function addCheck(program: Command, terminal: Terminal): void {
  const check = program.command('check').description('checks on files, with limits that are declared before they run')
  for (const add of [addFairness, addQuality, addDrift, addExplanation, addPerformance, addSuite, addTemplate, addShow, addRecompute]) add(check, terminal)
}
