/** Names under which model files are kept by the frameworks that write them. */
const endings = /\.(gguf|safetensors|onnx|pt|pth|ckpt|pkl|pickle|joblib|cloudpickle|skops)$/i
const names = new Set(['MLmodel', 'pytorch_model.bin', 'adapter_model.bin', 'model.bin'])

/** Whether a file is looked into as a model when it is dropped; what it is, its bytes say. */
export const isModelName = (name: string): boolean => endings.test(name) || names.has(name)
