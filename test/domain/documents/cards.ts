/** Model cards in the shapes that are found on model hubs, written for these tests. */
export const cards: Record<string, string> = {
  'a template filled in': `---
# For reference on metadata, see the hub's documentation
license: apache-2.0
language:
- en
- pt
tags:
- tabular-classification
- credit   # ours
datasets:
- german-credit
metrics:
- accuracy
- roc_auc
base_model: prajjwal1/bert-tiny
pipeline_tag: tabular-classification
library_name: sklearn
model-index:
- name: credit-lr
  results:
  - task:
      type: tabular-classification
      name: Credit decision
    dataset:
      name: German credit
      type: german-credit
      split: test
    metrics:
    - type: accuracy
      value: 0.752
      name: Accuracy
    - type: roc_auc
      value: 0.79
---

# Model Card for credit-lr

<!-- Provide a quick summary of what the model is/does. -->

## Model Details

### Model Description

- **Developed by:** Retail credit team
- **License:** apache-2.0

## Uses

### Direct Use

Ranks applications for a person who decides.

### Out-of-Scope Use

[More Information Needed]

## Bias, Risks, and Limitations

Young applicants are few.

### Recommendations

Look at every refusal.

## Training Details

### Training Data

700 rows of german-credit.

## Evaluation

### Testing Data, Factors & Metrics

#### Testing Data

300 rows held out.

#### Factors

Sex and age.

### Results

Accuracy 0.75 on 300 cases.

## Model Card Contact

credit@example.org
`,
  'unknown keys, comments, flow lists, odd order': `---
widget:
- text: "Paris is the [MASK] of France."
  example_title: 'Capital'
inference: { parameters: { temperature: 0.7 } }
tags: [a, "b c", 'd']
license: other
license_name: my-licence
license_link: LICENSE
co2_eq_emissions:
  emissions: 149200   # grams
  source: "[code carbon](https://example.org)"
extra_gated_fields:
  Name: text
  "I agree": checkbox
thumbnail: null
language: no
---
# Fill mask

Text.`,
  'no head': '# Just a readme\n\nNothing else.\n',
  'an empty head': '---\n---\n\nBody\n',
  'a head of comments alone': '---\n# nothing yet\n---\nBody\n',
  'Windows lines': '---\r\nlicense: mit\r\ntags:\r\n  - x\r\n---\r\n# Card\r\n\r\n## Uses\r\nOne.\r\n',
  'a byte order mark': '\ufeff---\nlicense: mit\n---\n# Card\n',
  'a byte order mark and no head': '\ufeff# Card\n',
  'mixed lines': '---\nlicense: mit\r\n---\r\n# Card\n\r\nx\n',
  'a rule that is no head': '---\nThis is text, and the next rule never comes\n',
  'code with marks in it': '---\nlicense: mit\n---\n# Card\n\n```md\n---\n## Uses\n```\n\n## Uses\n\nReal.\n\n~~~\n# not a heading\n~~~\n',
  'quoted numbers, dates and booleans': `---
license: "mit"
version: 1.10
date: 2024-01-02
private: yes
hash: 0x1F
big: 12345678901234567890
folded: >
  one
  two
literal: |
  a
    b
---
`,
  'results that no row can hold': `---
model-index:
- name: m
  results:
  - task: {type: text-classification}
    dataset: {name: glue, type: glue, args: sst2}
    metrics:
    - {type: f1, value: 0.9, verified: true, verifyToken: eyJ}
---
`,
  'a verified result': `---
model-index:
- name: m
  results:
  - task:
      type: summarization
    dataset:
      name: xsum
      type: xsum
      config: default
      split: test
    metrics:
    - type: rouge
      value: 27.2543
      name: ROUGE-1
      verified: true
---
`,
  'anchors': `---
license: &l mit
other: *l
shared: &s {a: 1}
again: *s
---
Body
`,
  'emoji and joined signs': '---\ntags:\n- 🤗\n---\n# 🐦 Bird 👩‍🔬\n\n## 📊 **Training data:**\n\nBirds.\n',
}
