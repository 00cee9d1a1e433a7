import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inspectApart, inspectModel } from '../../electron/domain/catalog/inspection.ts'
import type { FileFacts } from '../../electron/platform/model-files/facts.ts'
import { judgeImport } from '../../electron/platform/model-files/imports.ts'
import { readModelFile } from '../../electron/platform/model-files/read-file.ts'
import { AppError } from '../../shared/errors.ts'
import { modelInspection, type ModelInspection } from '../../shared/contract/model-files.ts'
import { createRandom, mutate } from '../fuzz/mutations.ts'
import { text, toField, toGguf, toPickle, toSafetensors, toZip } from '../support/model-files.ts'

const fixture = (name: string) => join(import.meta.dirname, '../fixtures/model-files', name)
const scratch = () => mkdtempSync(join(tmpdir(), 'model-files-'))
const work = { signal: new AbortController().signal, progress: () => {} }

const write = (name: string, content: Buffer | string): string => {
  const path = join(scratch(), name)
  writeFileSync(path, content)
  return path
}
const read = (name: string, content: Buffer): Promise<FileFacts> => readModelFile(write(name, content), work.signal)
const detail = ({ details }: Pick<FileFacts, 'details'>, name: string) => details.find((one) => one.name === name)?.value
const codes = ({ findings }: Pick<FileFacts, 'findings'>) => findings.map(({ code }) => code)

describe('a GGUF file', () => {
  const llama = () => toGguf({ 'general.architecture': 'llama', 'general.license': 'apache-2.0', 'general.file_type': 15, 'llama.context_length': 4096, 'tokenizer.ggml.tokens': ['a', 'bc'] }, { 'blk.0.w': [4, 8], out: [3] })

  it('says its architecture, parameters, quantisation and licence', async () => {
    const facts = await read('m.gguf', llama())
    expect(facts).toMatchObject({ format: 'gguf', architecture: 'llama', parameters: 35, licence: 'apache-2.0', findings: [] })
    expect([detail(facts, 'Quantisation'), detail(facts, 'Context length'), detail(facts, 'Tensors')]).toEqual(['Q4_K_M', '4096', '2: 2 × F16'])
  })

  it('that is cut off, carries a template, or claims too much is told', async () => {
    expect(codes(await read('m.gguf', Buffer.from(toGguf({}, { a: [4096] }).subarray(0, 100))))).toEqual(['truncated'])
    expect(codes(await read('m.gguf', toGguf({ 'tokenizer.chat_template': '{{ x }}' }, {})))).toEqual(['chat_template'])
    const greedy = llama()
    greedy.writeBigUInt64LE(2n ** 40n, 8)
    await expect(read('m.gguf', greedy)).rejects.toThrow('claims 1,099,511,627,776 tensors')
    await expect(read('m.gguf', llama().subarray(0, 60))).rejects.toThrow('ends within its header')
  })
})

describe('a safetensors file', () => {
  const tensor = (from: number, to: number, shape: number[]) => ({ dtype: 'F32', shape, data_offsets: [from, to] })

  it('says its parameters and what stands beside them', async () => {
    const facts = await read('m.safetensors', toSafetensors({ __metadata__: { format: 'pt', license: 'mit' }, a: tensor(0, 24, [2, 3]), b: tensor(24, 28, [1]) }, 28))
    expect(facts).toMatchObject({ format: 'safetensors', parameters: 7, licence: 'mit', findings: [] })
  })

  it.each<[string, unknown, number]>([
    ['overlapping_tensors', { a: tensor(0, 8, [2]), b: tensor(4, 12, [2]) }, 12],
    ['truncated', { a: tensor(0, 8, [2]) }, 4],
    ['trailing_bytes', { a: tensor(0, 8, [2]) }, 9],
    ['damaged', { a: tensor(0, 8, [3]) }, 8],
  ])('shows %s', async (code, header, bytes) => {
    expect(codes(await read('m.safetensors', toSafetensors(header, bytes)))).toEqual([code])
  })

  it.each([{ a: { dtype: 'F32' } }, { a: tensor(8, 0, [2]) }, { a: tensor(0, 8, [-2]) }])('with a wrong header is refused: %j', async (header) => {
    await expect(read('m.safetensors', toSafetensors(header, 8))).rejects.toThrow(AppError)
  })
})

describe('an ONNX file', () => {
  it('says producer, inputs, outputs and operators', async () => {
    const facts = await readModelFile(join(import.meta.dirname, '../fixtures/onnx/columns.onnx'), work.signal)
    expect(facts).toMatchObject({ format: 'onnx', parameters: 2, findings: [] })
    expect(detail(facts, 'Producer')).toBe('skl2onnx 1.20.0')
    expect(detail(facts, 'Outputs')).toBe('label: int64[?], probabilities: float32[?, 2]')
  })

  it('with weights elsewhere, outside its folder, or with operators of somebody is told', async () => {
    const external = (path: string) => toField(5, Buffer.concat([toField(1, 10), toField(1, 4), toField(2, 1), toField(8, path), toField(13, Buffer.concat([toField(1, 'location'), toField(2, path)]))]))
    const node = toField(1, Buffer.concat([toField(4, 'Odd'), toField(7, 'com.example')]))
    const facts = await read('m.onnx', Buffer.concat([toField(1, 8), toField(7, Buffer.concat([external('w.bin'), external('../../etc/passwd'), node]))]))
    expect(facts.parameters).toBe(80)
    expect(codes(facts)).toEqual(['path_escape', 'external_data', 'custom_operators'])
  })

  it('that is none is refused', async () => {
    await expect(read('m.onnx', Buffer.from('not a model'))).rejects.toThrow(AppError)
    await expect(read('m.onnx', toField(1, 8))).rejects.toThrow('holds no graph')
  })
})

describe('a pickle', () => {
  const evil: Record<string, Buffer> = {
    'GLOBAL of protocol 0': toPickle('cos\nsystem\n(S\'true\'\ntR.'),
    'INST of protocol 0': toPickle('(S\'true\'\nios\nsystem\n.'),
    'OBJ of protocol 1': toPickle('(cnt\nsystem\n', 'U', 4, 'true', 'o.'),
    'STACK_GLOBAL of protocol 4': toPickle(0x80, 4, text('os'), text('system'), 0x93, text('true'), 0x85, 'R.'),
    'STACK_GLOBAL from the memo': toPickle(0x80, 4, text('posix'), 0x94, '0', text('system'), 0x94, '0', 'h', 0, 'h', 1, 0x93, '.'),
    'a memo that numbers names out of order': toPickle(0x80, 4, text('os'), 'q', 7, text('system'), 'q', 3, '00h', 7, 'h', 3, 0x93, '.'),
    'names in escapes of protocol 0': toPickle(0x80, 4, 'Vo\\u0073\nVsys\\u0074em\n', 0x93, '.'),
    'a frame in front': toPickle(0x80, 4, 0x95, '\u0020\0\0\0\0\0\0\0', text('builtins'), text('eval'), 0x93, '.'),
    'a dotted name': toPickle(0x80, 4, text('sklearn.base'), text('os.system'), 0x93, '.'),
    'a dunder of a known class': toPickle(0x80, 4, text('collections'), text('OrderedDict.__reduce__'), 0x93, '.'),
    'Python 2 names': toPickle('c__builtin__\neval\n.'),
    'code behind a broken end': toPickle('cos\nsystem\n(S\'true\'\ntR', 0xff),
  }

  it.each(Object.entries(evil))('that would run something is found out: %s', async (_, bytes) => {
    const facts = await read('m.pkl', bytes)
    expect(facts.findings[0]).toMatchObject({ code: 'dangerous_import', severity: 'high' })
    expect(bytes.subarray(facts.findings[0]!.offset!)[0]).toBeOneOf([0x63, 0x69, 0x93])
  })

  it('whose names are made while loading is found out, and what nobody knows is told', async () => {
    expect(codes(await read('m.pkl', toPickle(0x80, 4, text('os'), ']', 0x93, '.')))).toEqual(['unresolved_import'])
    expect(codes(await read('m.pkl', toPickle(0x80, 2, 0x82, 1, '.')))).toEqual(['unresolved_import'])
    expect(codes(await read('m.pkl', toPickle('cmy.models\nThing\n.')))).toEqual(['unknown_import'])
    expect(codes(await read('m.pkl', toPickle(0x80, 4, 'N.', 'more')))).toEqual(['trailing_bytes'])
  })

  it.each([
    ['without an end', toPickle(0x80, 4, 'N')],
    ['with an unknown opcode', toPickle(0x80, 4, 0xfe, '.')],
    ['with an empty stack', toPickle(0x80, 4, 'R.')],
    ['with a forgotten memo', toPickle(0x80, 4, 'h', 5, '.')],
    ['with a length beyond its end', toPickle(0x80, 4, 'X', '\u00ff\u00ff\u00ff\u007f', 'abc')],
    ['with a mark that nothing made', toPickle(0x80, 4, 't.')],
  ])('%s is broken', async (_, bytes) => {
    expect(codes(await read('m.pkl', bytes))).toEqual(['broken_pickle'])
  })

  it('of scikit-learn says its class and version; arrays between the opcodes are passed over, arrays of objects are scanned', async () => {
    const facts = await readModelFile(fixture('logistic.joblib'), work.signal)
    expect(facts).toMatchObject({ format: 'pickle', architecture: 'LogisticRegression', findings: [] })
    expect(['scikit-learn', 'Features', 'Imports'].map((name) => detail(facts, name))).toEqual(['1.9.1', '3', '5 from sklearn, joblib, numpy'])
    const packed = await readModelFile(fixture('pipeline.gz.joblib'), work.signal)
    expect(packed).toMatchObject({ architecture: 'Pipeline', findings: [] })
  })

  it('in zlib or gzip is scanned as well, and a bomb is not followed', async () => {
    const bytes = evil['STACK_GLOBAL of protocol 4']!
    expect(codes(await read('m.joblib', deflateSync(bytes)))).toEqual(['dangerous_import'])
    expect(codes(await read('m.joblib', gzipSync(bytes)))).toEqual(['dangerous_import'])
    expect(codes(await read('m.joblib', gzipSync(bytes).subarray(0, 30))).at(-1)).toBe('damaged')
    const head = Buffer.concat([toPickle(0x80, 4, 0x8e), Buffer.from([0, 0, 0, 0x40, 0, 0, 0, 0])])
    const piece = gzipSync(Buffer.alloc(4 << 20))
    const bomb = Buffer.concat([gzipSync(head), ...Array.from({ length: 70 }, () => piece)])
    expect(codes(await read('m.joblib', bomb))).toEqual(['unpacking_stopped'])
  })
})

describe('a PyTorch archive', () => {
  const storage = (key: string) => ['(', text('storage'), text('torch'), text('FloatStorage'), 0x93, text(key), text('cpu'), 'K', 6, 't', 'Q'] as const
  const tensor = (key: string) => [text('torch._utils'), text('_rebuild_tensor_v2'), 0x93, '(', ...storage(key), 'K', 0, 'K', 2, 'K', 3, 0x86, 'K', 3, 'K', 1, 0x86, 0x89, '}', 't', 'R'] as const
  const state = toPickle(0x80, 4, '}(', text('a'), ...tensor('0'), text('b'), ...tensor('1'), text('tied'), ...tensor('0'), 'u.')

  it('says how many parameters it has; weights that are shared are counted once', async () => {
    const facts = await read('m.pt', toZip({ 'm/data.pkl': state, 'm/data/0': Buffer.alloc(24) }))
    expect(facts).toMatchObject({ format: 'torch', parameters: 12, findings: [] })
    expect(detail(facts, 'Tensors')).toBe('2 × float')
  })

  it('with a pickle that runs something, a path that escapes, or code in it is told, deflated or not', async () => {
    const evil = toPickle('csubprocess\nPopen\n.')
    const facts = await read('m.pt', toZip({ 'm/data.pkl': { deflated: deflateRawSync(evil), bytes: evil.byteLength }, '../x': Buffer.alloc(1), 'm/code/a.py': Buffer.alloc(1) }))
    expect(codes(facts).toSorted()).toEqual(['code_in_folder', 'dangerous_import', 'path_escape'])
    expect(facts.findings.find(({ code }) => code === 'dangerous_import')?.file).toBe('m.pt/m/data.pkl')
  })

  it('that is cut off is refused', async () => {
    const whole = toZip({ 'm/data.pkl': state })
    await expect(read('m.pt', whole.subarray(0, whole.byteLength - 30))).rejects.toThrow('can not be read')
  })
})

describe('a folder', () => {
  it('of MLflow says flavours, signature and requirements; damaged files in it are findings', async () => {
    const folder = join(scratch(), 'model')
    mkdirSync(folder)
    const files = {
      MLmodel: 'flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n  sklearn:\n    sklearn_version: 1.5.0\nmlflow_version: 3.6.0\nrun_id: abc\nsignature:\n  inputs: \'[{"name": "age", "type": "long"}]\'\n',
      'requirements.txt': '# made by mlflow\nscikit-learn==1.5.0\n',
      'README.md': '---\nlicense: apache-2.0\n---\n# Model\n',
      'model.pkl': toPickle(0x80, 4, text('sklearn.svm._classes'), text('SVC'), 0x93, ')', 0x81, '.'),
      'other.gguf': 'GGUFxxxx',
      'load.py': 'print()',
    }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const found = modelInspection.parse(await inspectModel({ path: folder }, work))
    expect(found).toMatchObject({ format: 'mlmodel', architecture: 'SVC', licence: 'apache-2.0', signature: null })
    expect(['Flavours', 'Version of the flavour', 'Inputs', 'Requirements'].map((name) => detail(found, name))).toEqual(['python_function, sklearn', '1.5.0', 'age: long', 'scikit-learn==1.5.0'])
    expect(codes(found)).toEqual(['damaged', 'code_in_folder'])
    // As the app reads it: in a thread that can be ended.
    expect(await inspectApart({ path: folder }, work)).toEqual(found)
    await expect(inspectApart({ path: join(folder, 'nothing') }, work)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await expect(inspectApart({ path: folder }, { ...work, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

describe('a signature of OpenSSF Model Signing', () => {
  const publicKey = readFileSync(fixture('signer.pub.pem'), 'utf8')
  const copy = async (): Promise<string> => {
    const folder = join(scratch(), 'signed')
    await cp(fixture('signed'), folder, { recursive: true })
    return folder
  }
  const inspect = (path: string, key?: string): Promise<ModelInspection> => inspectModel({ path, publicKey: key }, work)

  it('is held against key and files, and says what was not checked', async () => {
    expect((await inspect(fixture('signed'), publicKey)).signature).toEqual({
      file: 'model.sig',
      verdict: 'matches',
      subject: 'model',
      signer: 'key be93db93ccef42c4…',
      verified: ['The signature fits the public key given.', '2 of 2 signed files have the digest that was signed.'],
      broken: [],
      notVerified: ['Whose key that is.'],
    })
    expect((await inspect(fixture('signed'))).signature).toMatchObject({ verdict: 'unchecked', notVerified: [expect.stringContaining('Give the public key')] })
    expect((await inspect(join(fixture('signed'), 'weights.bin'), publicKey)).signature).toMatchObject({ verdict: 'matches', notVerified: ['Whose key that is.', 'The other files that were signed with it.'] })
  })

  it('is broken by a changed, a missing, an added file, by another key and by a changed statement', async () => {
    const folder = await copy()
    writeFileSync(join(folder, 'weights.bin'), 'other')
    writeFileSync(join(folder, 'added.bin'), 'more')
    const found = await inspect(folder, publicKey)
    expect(found.signature?.broken).toEqual(['Changed since: weights.bin.', 'There, but not signed: added.bin.'])
    expect(found.findings[0]).toMatchObject({ code: 'signature_broken', severity: 'high' })
    const another = '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n'
    expect((await inspect(fixture('signed'), another)).signature?.broken).toEqual(['The signature does not fit the public key given.', 'The bundle names another key than the one given.'])
    const bundle = JSON.parse(readFileSync(join(folder, 'model.sig'), 'utf8')) as { dsseEnvelope: { payload: string } }
    bundle.dsseEnvelope.payload = Buffer.from(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString().replace('"model"', '"other"')).toString('base64')
    writeFileSync(join(folder, 'model.sig'), JSON.stringify(bundle))
    expect((await inspect(folder, publicKey)).signature?.broken[0]).toBe('The signature does not fit the public key given.')
  })

  it('that is none, or a key that is none, is refused with a sentence', async () => {
    const folder = await copy()
    await expect(inspect(folder, 'no key')).rejects.toThrow('no public key in PEM form')
    writeFileSync(join(folder, 'model.sig'), '{}')
    await expect(inspect(folder)).rejects.toThrow('no sigstore bundle')
    await expect(inspect(write('m.bin', 'x'), publicKey)).rejects.toThrow('there is no signature')
  })
})

describe('an import', () => {
  it.each([
    ['os', 'system', 'dangerous'],
    ['torch.hub', 'load', 'dangerous'],
    ['numpy.testing._private.utils', 'runstring', 'dangerous'],
    ['builtins', 'getattr', 'dangerous'],
    ['operator', 'attrgetter', 'dangerous'],
    ['sklearn.linear_model._logistic', 'LogisticRegression', 'known'],
    ['sklearn.utils', 'load_something', 'unknown'],
    ['numpy._core.multiarray', '_reconstruct', 'known'],
    ['torch', 'FloatStorage', 'known'],
    ['collections', 'OrderedDict', 'known'],
    ['osmosis', 'Thing', 'unknown'],
    ['constructor', '__proto__', 'dangerous'],
  ])('%s.%s is %s', (module, name, judgement) => {
    expect(judgeImport(module, name)).toBe(judgement)
  })
})

describe('any damaged file', () => {
  it('is read or refused, and never anything else', async () => {
    const random = createRandom(7)
    const corpus: [string, Buffer][] = [
      ['m.gguf', toGguf({ 'general.architecture': 'llama', tokens: ['a', 'b'] }, { w: [2, 2] })],
      ['m.safetensors', toSafetensors({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }, 8)],
      ['m.onnx', readFileSync(join(import.meta.dirname, '../fixtures/onnx/tensor.onnx'))],
      ['m.joblib', readFileSync(fixture('logistic.joblib'))],
      ['m.joblib', readFileSync(fixture('pipeline.gz.joblib'))],
      ['m.pt', toZip({ 'm/data.pkl': toPickle(0x80, 4, text('torch'), text('FloatStorage'), 0x93, '.') })],
    ]
    const parts = corpus.map(([, bytes]) => bytes)
    const wrong: unknown[] = []
    for (let at = 0; at < 600; at += 1) {
      const [name, bytes] = corpus[at % corpus.length]!
      await read(name, mutate(random, bytes, parts)).catch((error: unknown) => void (error instanceof AppError || wrong.push(error)))
    }
    expect(wrong).toEqual([])
  })
})
