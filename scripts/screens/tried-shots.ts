import type { Page } from '@playwright/test'
import { projectFile } from '../../electron/platform/assets.ts'
import { at, press, toView, type Shot } from './shot.ts'

const item = (button: string | RegExp, name: string | RegExp) => async (page: Page) => (await press(button)(page), page.getByRole('menuitem', { name }).click())
const filter = (text: string) => async (page: Page) => (await page.getByRole('combobox', { name: 'Filter of runs' }).fill(text), page.waitForTimeout(600))
const experiment = '/experiments/{experiment}'
const lookInto = (steps: readonly string[]) => async (page: Page) => {
  await page.getByLabel('Folder', { exact: true }).fill(projectFile('test/fixtures/mlflow/mlruns-3.6'))
  for (const name of steps) {
    await page.getByRole('button', { name, exact: true }).click()
    await page.waitForTimeout(800)
  }
}
const logged = async (page: Page) => {
  await press('Log…')(page)
  await page.getByRole('textbox', { name: 'Metrics' }).fill('step,loss,auc\n0,0.69,0.5\n1,0.52,0.71\n2,0.4,0.78')
  await page.getByRole('textbox', { name: 'Parameters' }).fill('C=10\nsolver=lbfgs')
}

/** Experiments, their runs and what came of them. */
export const triedShots: readonly Shot[] = [
  ...at('empty', { 'empty-experiments': '/experiments' }),
  ...at('tried', {
    'experiments': '/experiments',
    'experiment-open': ['/experiments', press('Open an experiment…')],
    'runs-table': experiment,
    'runs-folded': `${experiment}?folded=attributes&sort=-metrics.auc`,
    'runs-right': [experiment, (page) => page.getByRole('grid', { name: 'runs' }).evaluate((grid: { scrollLeft: number }) => (grid.scrollLeft = 5000))],
    'runs-none': '/experiments/{plain}',
    'runs-none-match': `${experiment}?filter=metrics.auc > 2`,
    'runs-completion': [experiment, filter('metrics.auc > 0.75 and params.')],
    'runs-filter-wrong': [experiment, async (page) => (await filter('metrics.auc > high')(page), page.keyboard.press('Escape'), page.keyboard.press('Enter'))],
    'runs-columns': [experiment, press('Columns…')],
    'runs-views': [experiment, press('Views')],
    'runs-view-save': [experiment, item('Views', 'Save this view…')],
    'runs-charts': `${experiment}?view=charts`,
    'runs-charts-scatter': [`${experiment}?view=charts`, toView(/^Scatter/)],
    'runs-notes': `${experiment}/notes`,
    'compare-two': '/runs/compare?runs={two}',
    'compare-eight': '/runs/compare?runs={eight}',
    'compare-curves': ['/runs/compare?runs={eight}', toView('Curves')],
    'compare-parallel': ['/runs/compare?runs={eight}', toView('Parallel coordinates')],
    'compare-scatter': ['/runs/compare?runs={eight}', toView(/^Scatter/)],
    'run-kept': '/runs/{kept}',
    'run-curves': ['/runs/{kept}', toView('Curves')],
    'run-files': ['/runs/{kept}', toView('Files')],
    'run-notes': ['/runs/{kept}', toView('Notes')],
    'run-open': '/runs/{open}',
    'run-finish': ['/runs/{open}', press('Finish…')],
    'run-log': ['/runs/{open}', logged],
    'run-reproduce': ['/runs/{kept}', press('Reproduce…')],
    'run-again': '/runs/{again}',
    'run-differing': '/runs/{differing}',
    'run-register': '/register-version?run={kept}',
    'import-start': '/experiments/import',
    'import-looked': ['/experiments/import', lookInto(['Look into it', 'Show what it would bring'])],
    'import-report': ['/experiments/import', async (page) => (await page.getByRole('table', { name: 'Imports so far' }).getByRole('link').first().click(), page.getByRole('table', { name: 'What the source holds' }).waitFor())],
    'note-editor': '/documents/drafts/{noted}',
    'note-sealed': '/documents/{note}',
    'note-below': ['/documents/{note}', toView('Attachments')],
    'note-versions': '/documents/{note}/versions',
    'note-notebook': '/documents/{note}/notebooks/{notebook}',
    'note-new': ['/runs/{kept}', press('New note…')],
  }, 0),
]
