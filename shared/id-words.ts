/** A name in the data as words: `model_card` is “model card”. */
export const toWords = (id: string): string => id.replaceAll('_', ' ')
