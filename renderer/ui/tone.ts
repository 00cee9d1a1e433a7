/** How good a state is, in colours and symbols; what it is called is for the caller to say. */
export type Tone = 'good' | 'caution' | 'bad' | 'void' | 'info' | 'plain'
