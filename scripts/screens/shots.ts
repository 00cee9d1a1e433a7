import type { Page, Route } from '@playwright/test'
import { projectFile } from '../../electron/platform/assets.ts'
import { at, press, type Shot } from './shot.ts'
import { triedShots } from './tried-shots.ts'

const choose = (act: string) => (page: Page) => page.getByRole('radio', { name: act, exact: true }).check()

const go = (page: Page, path: string) => page.evaluate(`location.hash = '#${path}'`)
const fault = { defined: false, code: 'INTERNAL', status: 500, message: 'Something went wrong inside Countersign. The details are in its log; nothing more was done.' }
const fail = (route: Route) => route.fulfill({ status: 500, json: { json: fault } })

const next = async (page: Page, times: number) => {
  await page.getByRole('textbox', { name: 'Predictions file', exact: true }).fill(process.env['SCREENS_PREDICTIONS'] ?? '')
  for (let pressed = 0; pressed < times; pressed += 1) {
    await page.getByRole('button', { name: 'Next' }).click()
    await page.waitForTimeout(400)
  }
}
const wizard = '/checks/new?check=fairness&version=credit-lr%401'
const data = (name: string) => projectFile(`test/fixtures/data/california-housing-${name}.csv`)
const steps = async (page: Page, times: number, files: Record<string, string>) => {
  for (const [field, file] of Object.entries(files)) await page.getByRole('textbox', { name: field, exact: true }).fill(file)
  for (let pressed = 0; pressed < times; pressed += 1) {
    await page.waitForTimeout(600)
    await page.getByRole('button', { name: 'Next' }).click()
  }
}
const wizardOf = (check: string, last: number, files: Record<string, string>) =>
  Object.fromEntries([2, 3, 4, 5].filter((at) => at <= last).map((at) => [`steps-${check}-${at}`, [`/checks/new?check=${check}&version=credit-lr%401`, (page: Page) => steps(page, at, files)] as [string, (page: Page) => Promise<void>]]))
const wizardSteps = {
  ...wizardOf('quality', 5, { 'Data file': projectFile('examples/german-credit/german-credit.csv') }),
  ...wizardOf('drift', 4, { 'Current data': data('production'), 'Reference file': data('reference') }),
  ...wizardOf('performance', 5, { 'Predictions file': data('production'), 'Reference file': data('reference') }),
  ...wizardOf('explanation', 3, { 'Table': projectFile('test/fixtures/onnx/credit.csv'), 'Model': projectFile('test/fixtures/onnx/columns.onnx') }),
}
/** Answers that no workspace of pictures gives, laid over what the core says. */
const lay = async (page: Page, answers: Record<string, unknown>) => {
  for (const [procedure, json] of Object.entries(answers)) await page.route(`**/rpc/${procedure}`, (route) => route.fulfill({ json: { json } }))
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
}
const doubtful = async (page: Page) => {
  await page.route('**/rpc/workspace/state', async (route) => {
    const response = await route.fetch()
    const { json } = (await response.json()) as { json: { open: object } }
    await route.fulfill({ response, json: { json: { ...json, open: { ...json.open, dateDoubt: { now: '2027-11-20T09:00:00.000Z', lastSeen: '2026-11-20T09:00:00.000Z', days: 365 } } } } })
  })
  await page.reload()
  await page.getByRole('alert').first().waitFor()
}
const since = new Date(Date.now() - 3 * 86_400_000).toISOString()
const triggers = [
  { id: 'artefact_changed', since, detail: 'The artefact of credit-lr@2 that is deployed is another one than the approved: model.joblib is ab12cd34ef56 where 9f8e7d6c5b4a was approved.' },
  { id: 'evidence_stale', since, detail: 'The newest fairness check is older than 180 days.' },
]
const watched = (review = '') => [{ review, version: 'credit-lr@2', expiresAt: null, daysLeft: 120, triggers, checks: [] }]
const seen = { version: 'credit-lr@2', name: 'model.joblib', expected: '9'.repeat(64), since, lookedAt: since, observed: null }
const artefacts = (review = '') => [
  { ...seen, review, place: 'deployed', path: '/srv/models/retail-bank/scoring-service/releases/2026-11/artefacts/credit-lr/model.joblib', state: 'other', found: 'a'.repeat(64) },
  { ...seen, review, place: 'registered', path: '/home/ana/models/credit-lr/model.joblib', state: 'same', found: seen.expected },
]
const statement = ['Decision: review', 'Meaning: review', ...Array.from({ length: 30 }, (_, line) => `Evidence: C-${20 + line} pass, sha256 ${'5'.repeat(64)}`), 'Signer: Rui Reviewer'].join('\n')
const inspect = (folder: boolean, path: string) => async (page: Page) => {
  await press('Register a version…')(page)
  if (folder) await page.getByText('A folder of files').click()
  await page.getByLabel(folder ? 'Model folder' : 'Model file', { exact: true }).fill(projectFile(path))
  await press('Look into it')(page)
  await page.getByRole('region', { name: 'What stands in the model' }).scrollIntoViewIfNeeded()
}
const long = 'retention-offer-ranking-for-small-and-medium-business'

/** Every screen, dialog and state. `{check}` and the like are filled in from the workspace. */
export const shots: readonly Shot[] = [
  ...at('first', {
    'chooser': '/',
    'chooser-create': ['/', press('Create a workspace…')],
    'chooser-open': ['/', press('Choose a folder…')],
  }),
  ...at('empty', {
    'empty-overview': '/',
    'empty-models': '/models',
    'empty-use-cases': '/use-cases',
    'empty-datasets': '/datasets',
    'empty-checks': '/checks',
    'empty-reviews': '/reviews',
    'empty-reports': '/reports',
    'empty-people': '/people',
    'empty-ledger': '/ledger',
  }),
  ...at('rich', {
    'overview': '/',
    'models': '/models',
    'models-none-match': '/models?q=no-such-model',
    'model': '/models/credit-lr',
    'model-long': `/models/${long}`,
    'model-new': ['/models', press('Register a model…')],
    'version-manifest': '/models/credit-lr/2',
    'version-evidence': '/models/credit-lr/5/evidence',
    'version-review': '/models/credit-lr/2/review',
    'version-history': '/models/credit-lr/2/history',
    'frameworks-version': '/models/credit-lr/2/frameworks',
    'frameworks-controls': ['/models/credit-lr/2/frameworks/eu-ai-act-annex-iv', async (page) => (await page.locator('summary').nth(16).click(), page.locator('summary').nth(14).scrollIntoViewIfNeeded())],
    'frameworks-nil': ['/models/credit-lr/2/frameworks/eu-ai-act', async (page) => (await page.locator('summary', { hasText: 'ART73.2' }).click(), press(/^There was no incident/)(page))],
    'frameworks-scope': ['/frameworks', press('Choose control sets…')],
    'frameworks-all': '/frameworks',
    'frameworks-set': '/frameworks/nyc-ll144',
    'version-new': ['/models/credit-lr', press('Register a version…')],
    'version-long': `/models/${long}/2/review`,
    'use-cases': '/use-cases',
    'use-case': '/use-cases/{useCase}',
    'use-case-stated': '/use-cases/{stated}',
    'use-case-history': ['/use-cases/{useCase}', (page) => page.getByText(/^How the tier/).scrollIntoViewIfNeeded()],
    'use-case-assess': '/use-cases/{useCase}/assess',
    'use-case-assess-eu': ['/use-cases/{useCase}/assess', (page) => page.getByLabel('Reason for these answers').scrollIntoViewIfNeeded()],
    'use-case-assess-empty': '/use-cases/{stated}/assess',
    'use-case-override': ['/use-cases/{useCase}/assess', async (page) => (await press('Set another tier…')(page), page.getByRole('radio', { name: /^Tier 2/ }).check(), page.getByRole('textbox', { name: 'Reason', exact: true }).fill('A pilot in two branches until January.'), page.getByRole('region', { name: 'The exact text that will be signed' }).waitFor())],
    'use-case-new': ['/use-cases', press('Register a use case…')],
    'datasets': '/datasets',
    'dataset': '/datasets/small-business-customers-with-a-long-name',
    'snapshot': '/datasets/small-business-customers-with-a-long-name/2',
    'dataset-new': ['/datasets', press('Register a dataset…')],
    'checks': '/checks',
    'check-fail': '/checks/{failed}',
    'check-too-few': '/checks/{tooFew}',
    'check-many-groups': '/checks/{manyGroups}',
    'check-explanation': '/checks/{explanation}',
    'check-drift': '/checks/{drift}',
    'check-performance': '/checks/{performance}',
    'check-quality': '/checks/{quality}',
    'checks-compare': '/checks/compare?left={failed}',
    'checks-compare-both': '/checks/compare?left={failed}&right={compared}',
    ...wizardSteps,
    'wizard-0-kinds': '/checks/new',
    'wizard-1-file': wizard,
    'wizard-2-rows': [wizard, (page) => next(page, 1)],
    'wizard-3-columns': [wizard, (page) => next(page, 2)],
    'wizard-4-thresholds': [wizard, (page) => next(page, 3)],
    'wizard-5-declare': [wizard, (page) => next(page, 4)],
    'reviews': '/reviews',
    'reviews-live': '/reviews/queue/live',
    'reviews-ended': '/reviews/queue/ended',
    'review-sign': '/reviews/{in_review}',
    'review-endorse': ['/reviews/{in_review}', choose('Endorse')],
    'review-return': ['/reviews/{in_review}', choose('Ask for changes')],
    'review-approved': '/reviews/{approved}',
    'review-conditions': '/reviews/{approved_with_conditions}',
    'review-rejected': '/reviews/{rejected}',
    'review-suspended': '/reviews/{suspended}',
    'review-revoked': '/reviews/{revoked}',
    'review-revised': '/reviews/{revised}',
    'review-returned': '/reviews/{changes_requested}',
    'review-blocked': '/reviews/{blocked}',
    'review-expired': '/reviews/{expired}',
    'reports': '/reports',
    'report-dossier': ['/reports/dossier?version=credit-lr%402', (page) => page.locator('canvas').first().waitFor({ timeout: 20_000 })],
    'ledger': '/ledger',
    'ledger-entry': '/ledger/40',
    'ledger-none-match': '/ledger?q=no-such-entry',
    'integrity': '/ledger/integrity',
    'policies': '/policies',
    'policy': '/policies/two-person/1',
    'policy-new': '/policies/new',
    'people': '/people',
    'person': '/people/reviewer%40countersign.example',
    'person-long': '/people/maximiliane.featherstonehaugh%40model-risk.countersign.example',
    'person-new': ['/people', press(/Enrol/)],
    'person-replace-key': ['/people/approver%40countersign.example', press(/Replace/)],
    'person-revoke-key': ['/people/reviewer%40countersign.example', press(/Revoke the key/)],
    'person-take-key': ['/people/reviewer%40countersign.example', press(/Take your key along/)],
    'person-import-key': ['/people', press(/Import a key/)],
    'person-contact': ['/people/reviewer%40countersign.example', press(/Record contact/)],
    'ledger-export': ['/ledger/integrity', press(/Export the ledger/)],
    'ledger-consistency': ['/ledger/integrity', press(/Prove consistency/)],
    'integrity-rotate': ['/ledger/integrity', press(/Rotate/)],
    'palette': ['/', (page) => page.keyboard.press('Control+k')],
    'palette-typed': ['/', async (page) => (await page.keyboard.press('Control+k'), page.getByLabel('Search commands').fill('credit'))],
    'shortcuts': ['/', (page) => page.keyboard.press('?')],
    'person-menu': ['/', press(/Rui Reviewer/)],
    'workspace-menu': ['/', press(/Models of the retail bank/)],
    'focus-rail': ['/models', (page) => page.getByRole('link', { name: /^Datasets/ }).focus()],
    'focus-row': ['/models', async (page) => (await page.getByRole('row').nth(1).focus(), page.keyboard.press('ArrowDown'))],
    'doubtful-date': ['/', doubtful],
    'watched-request': ['/reviews/{approved}', (page, { approved }) => lay(page, { 'reviews/watched': watched(approved), 'artefacts/list': artefacts(approved) })],
    'watched-tab': '/models/credit-lr/2/review',
    'looks-overview': ['/', (page, { approved }) => lay(page, { 'reviews/watched': watched(approved) })],
    'looks-calendar': '/calendar',
    'notices': ['/calendar', (page) => page.getByRole('region', { name: 'Notices on this computer' }).scrollIntoViewIfNeeded()],
    'model-file': ['/models/credit-lr', inspect(false, 'test/fixtures/model-files/logistic.joblib')],
    'model-folder': ['/models/credit-lr', inspect(true, 'test/fixtures/model-files/signed')],
    'batch': ['/reviews/batch?ids={in_review},{revised}', (page, { in_review = '', revised = '' }) => lay(page, { 'reviews/batchStatements': [{ id: in_review, version: 'credit-lr@3', shown: { text: statement, sha256: '0'.repeat(64) }, why: null }, { id: revised, version: 'churn-gbm@2', shown: null, why: 'A request of tier 1 is signed by itself.' }] })],
    'missing-page': '/no/such/screen',
    'missing-model': '/models/no-such-model',
    'missing-check': '/checks/C-999999',
    'missing-review': '/reviews/R-999999',
    'missing-entry': '/ledger/999999',
    'missing-person': '/people/nobody%40countersign.example',
    'missing-dataset': '/datasets/nothing',
    'loading': ['/', async (page, { failed }) => (await page.route('**/rpc/evidence/check', () => {}), go(page, `/checks/${failed}`))],
    'failing': ['/', async (page, { failed }) => (await page.route('**/rpc/evidence/check', fail), go(page, `/checks/${failed}`))],
    'lost': ['/ledger', async (page) => (await page.route('**/rpc/**', (route) => route.abort()), page.getByRole('row').nth(3).click(), page.getByRole('alert').first().waitFor())],
  }),
  ...at('rich', {
    'review-decide': '/reviews/{pending_decision}',
    'review-approve': ['/reviews/{pending_decision}', choose('Approve')],
    'review-approve-conditions': ['/reviews/{pending_decision}', choose('Approve with conditions')],
    'review-reject': ['/reviews/{pending_decision}', choose('Reject')],
  }, 2),
  ...at('tiered', { 'tiered-reviews': '/reviews', 'tiered-draft': '/reviews/{draft}', 'tiered-submit': ['/reviews/{draft}', choose('Submit')], 'tiered-incomplete': '/reviews/{incomplete}' }, 0),
  ...at('staffed', {
    'staffed-overview': '/',
    'staffed-queue': '/reviews',
    'staffed-request': '/reviews/{validation}',
    'staffed-request-below': ['/reviews/{validation}', (page) => page.getByRole('region', { name: 'Comments' }).scrollIntoViewIfNeeded()],
    'staffed-request-end': ['/reviews/{validation}', (page) => page.getByRole('region', { name: 'What happened' }).first().scrollIntoViewIfNeeded()],
    'staffed-finding-new': ['/reviews/{validation}', press('Open a finding…')],
    'staffed-findings': '/reviews/findings',
    'staffed-finding': '/reviews/items/{finding}',
    'staffed-waiver': '/reviews/items/{waiver}',
    'staffed-challenge': '/reviews/items/{challenge}',
    'staffed-delegations': '/reviews/delegations',
    'staffed-documents': '/documents',
    'staffed-document': '/documents/{card}',
    'staffed-document-comments': ['/documents/{card}', (page) => page.getByRole('region', { name: 'Comments' }).scrollIntoViewIfNeeded()],
    'staffed-document-versions': '/documents/{card}/versions',
    'staffed-version-documents': '/models/credit-1/1/documents',
    'staffed-version-evidence': '/models/credit-1/1/evidence',
    'staffed-test-set': '/datasets/predictions-1/1',
    'staffed-test-set-seal': ['/datasets/predictions-4/1', press('Seal as a test set…')],
    'staffed-test-set-record': ['/datasets/predictions-1/1', press('Record a use…')],
    'staffed-test-set-copy': ['/datasets/predictions-1/1', press('Copy for somebody…')],
    'staffed-test-set-request': ['/reviews/{validation}', (page) => page.getByRole('region', { name: 'Test data' }).first().scrollIntoViewIfNeeded()],
    'staffed-test-set-check': ['/checks/new?check=fairness&version=credit-1%401', async (page) => (await page.getByRole('textbox', { name: 'Predictions file', exact: true }).fill(process.env['SCREENS_TEST_SET'] ?? ''), page.waitForTimeout(2000))],
    'staffed-version-frameworks': '/models/credit-1/1/frameworks',
    'staffed-inventory': '/inventory',
    'staffed-inventory-groups': '/inventory?group=tier',
    'staffed-attestations': '/inventory/attestations',
    'staffed-calendar': '/calendar',
    'staffed-policies': '/policies',
    'staffed-proposal': '/policies/proposed/{proposal}',
    'staffed-dossier': ['/reports/dossier?version=credit-1%401', (page) => page.locator('canvas').first().waitFor({ timeout: 20_000 })],
  }, 'validator@example.org'),
  ...at('staffed', { 'staffed-draft': '/documents/drafts/{sheet}' }, 0),
  ...at('linked', {
    'lineage-version': '/models/credit-gbm/1/lineage',
    'lineage-below': ['/models/credit-gbm/1/lineage', (page) => page.getByRole('grid', { name: 'steps' }).scrollIntoViewIfNeeded()],
    'lineage-all': ['/models/credit-gbm/1/lineage', press(/more runs: show them all/)],
    'lineage-focus': ['/models/credit-gbm/1/lineage', (page) => page.getByRole('list', { name: /^What stands/ }).getByRole('link', { name: /^version credit-gbm@1/ }).focus()],
    'lineage-run': '/runs/{run}/lineage',
    'lineage-snapshot': '/datasets/applications/1/lineage',
    'registry-models': '/models',
    'registry-model': '/models/credit-gbm',
    'registry-files': ['/models/credit-gbm', (page) => page.getByText('2 files').click()],
    'registry-foreign': '/registry/Churn%20of%20small%20businesses',
    'registry-from': '/register-version?registered=Churn%20of%20small%20businesses%2F1',
    'registry-adopt': ['/registry/Churn%20of%20small%20businesses', press('Adopt as a model…')],
    'registry-overview': '/',
  }, 0),
  ...triedShots,
  ...at('example', {
    'example-overview': '/',
    'mlflow-clients-off': ['/experiments', press(/^MLflow clients/)],
    'mlflow-clients-on': ['/experiments', async (page) => (await press(/^MLflow clients/)(page), await page.getByRole('checkbox', { name: /token/ }).check(), await page.getByRole('switch').click(), page.getByText('answers at').waitFor())],
    'example-check': '/checks/{failed}',
    'example-version': '/models/credit-lr/1',
    'example-sign': '/reviews/{in_review}',
    'example-sign-text-read': ['/reviews/{in_review}', async (page) => (await choose('Endorse')(page), await page.getByRole('region', { name: 'The exact text that will be signed' }).focus(), page.keyboard.press('End'))],
  }),
  ...at('read-only', { 'read-only-overview': '/', 'read-only-models': '/models', 'read-only-integrity': '/ledger/integrity', 'read-only-recovery': '/recovery' }),
  ...at('guests', { 'foreign-requests': '/reviews/foreign', 'foreign-request': '/reviews/foreign/{foreign}' }),
  ...at('broken', { 'broken-overview': '/', 'broken-integrity': ['/ledger/integrity', async (page) => (await press('Verify now')(page), page.getByRole('list', { name: 'Findings' }).waitFor())], 'broken-entry': '/ledger/3' }),
]
