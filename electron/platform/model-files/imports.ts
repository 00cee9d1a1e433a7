/** What a pickle may bring in when it is loaded. `dangerous` can run code or touch the machine; `known` rebuilds data or a model; of `unknown` nobody here knows. */
export type Judgement = 'dangerous' | 'known' | 'unknown'

/** Whole packages that a model never needs to be rebuilt. Sources: picklescan's and fickling's lists, CPython's library reference. */
const dangerousModules = new Set(
  ('os posix nt ntpath posixpath subprocess sys socket socketserver ssl select runpy pty shutil importlib imp code codeop commands ctypes _ctypes cffi webbrowser antigravity http urllib urllib2 urllib3 httplib aiohttp requests httpx ' +
    'ftplib telnetlib smtplib poplib imaplib nntplib xmlrpc asyncio multiprocessing threading _thread thread concurrent signal tempfile glob fileinput pickle _pickle cPickle pickletools dill cloudpickle marshal shelve dbm inspect bdb pdb ' +
    'timeit cProfile profile pstats trace distutils setuptools pkg_resources pip venv ensurepip zipimport zipapp pkgutil site sitecustomize platform doctest unittest idlelib lib2to3 pydoc ' +
    'atexit gc faulthandler mmap resource linecache winreg _winreg msvcrt sqlite3 nturl2path pyrepl _pyrepl paramiko fabric git psutil yaml jinja2 torch.hub torch.utils.cpp_extension torch.utils.model_zoo torch.utils.bottleneck torch.utils.collect_env ' +
    'torch._dynamo torch._inductor torch.distributed torch.jit torch.package torch.serialization torch.fx.experimental numpy.testing numpy.f2py numpy.distutils numpy.ctypeslib joblib.memory joblib.externals joblib.parallel scipy.weave').split(' '),
)

/** Functions of modules that also hold harmless ones. */
const dangerousNames: Readonly<Record<string, readonly string[] | undefined>> = {
  builtins: ['eval', 'exec', 'compile', 'open', 'getattr', 'setattr', 'delattr', '__import__', 'input', 'breakpoint', 'globals', 'locals', 'vars', 'apply', 'execfile', 'file', 'reload', 'map', 'filter', 'exit', 'quit', '__build_class__'],
  numpy: ['load', 'loads', 'save', 'fromfile', 'memmap', 'loadtxt', 'genfromtxt', 'fromregex', 'DataSource', 'apply_along_axis', 'vectorize', 'frompyfunc'],
  pandas: ['eval', 'read_pickle', 'to_pickle', 'read_csv', 'read_sql', 'read_html'],
  joblib: ['load', 'dump', 'Memory', 'Parallel'],
  'joblib.numpy_pickle': ['load', 'dump'],
  torch: ['load', 'save', 'compile'],
  functools: ['reduce', 'partialmethod', 'singledispatch', 'cached_property'],
  copyreg: ['add_extension', 'pickle', 'constructor'],
  _codecs: ['register', 'lookup', 'register_error'],
  codecs: ['open', 'EncodedFile', 'register'],
  io: ['open', 'open_code', 'FileIO'],
  _io: ['open', 'open_code', 'FileIO'],
  operator: ['attrgetter', 'methodcaller', 'call'],
  _operator: ['attrgetter', 'methodcaller', 'call'],
  types: ['FunctionType', 'LambdaType', 'CodeType', 'MethodType', 'ModuleType'],
  collections: ['namedtuple'],
}

/** Names that rebuild data, where the module holds others too. */
const knownNames: readonly (readonly [module: RegExp, name: RegExp])[] = [
  [/^builtins$/, /^(?:set|frozenset|list|dict|tuple|int|float|complex|str|bytes|bytearray|bool|object|slice|range|NoneType|Ellipsis|[A-Z]\w*(?:Error|Exception|Warning))$/],
  [/^collections$/, /^(?:OrderedDict|defaultdict|Counter|deque)$/],
  [/^(?:copyreg|copy_reg)$/, /^(?:_reconstructor|__newobj__|__newobj_ex__)$/],
  [/^_codecs$/, /^encode$/],
  [/^functools$/, /^partial$/],
  [/^datetime$/, /^(?:date|time|datetime|timedelta|timezone)$/],
  [/^(?:decimal|fractions|uuid|array|_strptime|numbers)$/, /^(?:Decimal|Fraction|UUID|SafeUUID|array|_array_reconstructor)$/],
  [/^numpy(?:\._?core|\.random|\.ma)?(?:\.[\w.]+)?$/, /^(?:_reconstruct|scalar|_frombuffer|_mareconstruct|__\w+_ctor|ndarray|dtype|generic|matrix|recarray|record|MaskedArray|MaskedConstant|Generator|RandomState|PCG64(?:DXSM)?|MT19937|Philox|SFC64|SeedSequence|bool_?|str_|bytes_|void|object_|u?int(?:8|16|32|64|c|p)?|float(?:16|32|64|128|_)?|complex(?:64|128|256|_)?|datetime64|timedelta64|longlong|ulonglong|clongdouble|longdouble|add|nan|inf|pi|_PyUFunc\w*|_ufunc_reconstruct)$/],
  [/^(?:numpy\.dtypes)$/, /^\w+DType$/],
  [/^joblib\.numpy_pickle(?:_compat)?$/, /^Z?(?:NDArray|Numpy[A-Z]\w*|NDArray)Wrapper$/],
  [/^torch\._utils$/, /^_rebuild_\w+$/],
  [/^torch\._tensor$/, /^_rebuild_from_type_v2$/],
  [/^torch(?:\.storage|\.cuda)?$/, /^(?:\w*Storage|_load_from_bytes|Size|device|dtype|Tensor|Generator|[a-z]*float\w*|u?int\d+|bool|bfloat16|complex\d+|q?u?int\d+(?:x\d)?|per_\w+_affine\w*|strided|contiguous_format|preserve_format)$/],
]

/** Packages of models whose classes, and what rebuilds them, are what a model file holds. A class is told by its capital. */
const modelPackages = /^(?:sklearn|scipy|torch\.nn|torch\.optim|torchvision\.models|torchvision\.ops|torchvision\.transforms|pandas|xgboost|lightgbm|catboost|statsmodels|patsy|imblearn|category_encoders|skl2onnx|interpret|pygam|lifelines|sksurv|mord|hdbscan|umap|transformers|tokenizers|spacy|thinc|keras|tensorflow\.python\.keras|mlflow\.pyfunc)(?:\.|$)/
const className = /^(?:_*[A-Z]\w*|__pyx_unpickle_\w+|_unpickle_block|_new_\w*Index|_rebuild\w*|newObj|rebuild_\w+)$/

const aliases: Readonly<Record<string, string | undefined>> = { __builtin__: 'builtins', __builtins__: 'builtins', copy_reg: 'copyreg' }

/** Judges by the module and the name as the unpickler would look them up; dotted names reach into what they name. */
export function judgeImport(module: string, name: string): Judgement {
  const home = (Object.hasOwn(aliases, module) ? aliases[module] : undefined) ?? module
  const parts = home.split('.')
  if (parts.some((_, at) => dangerousModules.has(parts.slice(0, at + 1).join('.')))) return 'dangerous'
  const steps = name.split('.')
  const listed = Object.hasOwn(dangerousNames, home) ? dangerousNames[home] : undefined
  if (listed?.includes(steps[0]!) || steps.some((step) => /^__\w+__$/.test(step) && !/^__(?:newobj|newobj_ex)__$/.test(step))) return 'dangerous'
  if (steps.length > 1) return steps.some((step) => dangerousModules.has(step) || dangerousNames['builtins']!.includes(step)) ? 'dangerous' : 'unknown'
  if (knownNames.some(([modulePattern, namePattern]) => modulePattern.test(home) && namePattern.test(name))) return 'known'
  return modelPackages.test(home) && className.test(name) ? 'known' : 'unknown'
}
