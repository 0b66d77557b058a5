/** What a new form starts as: small, whole, and with a test. Everything in it is there to be changed. */

const quoted = (text: string) => JSON.stringify(text);

/** The text of a first draft. Written out by hand so that the file reads as a person would write it. */
export function starter(id: string, title: string): string {
  return `{
  "$schema": "/schema/form.json",
  "id": ${quoted(id)},
  "title": ${quoted(title)},
  "language": "en",
  "note": "Start here: change the questions, give points to the answers that matter, then publish. Notes like this one are for colleagues and never leave the server.",
  "theme": { "accent": "#1d5bc9", "scheme": "auto" },
  "steps": [
    {
      "id": "need",
      "note": "One question leads each step. Ids are permanent; labels may change at any time.",
      "fields": [
        {
          "id": "need",
          "type": "choice",
          "label": "What brings you here?",
          "required": true,
          "options": [
            { "id": "buy", "label": "I want to buy soon", "points": { "intent": 30 } },
            { "id": "compare", "label": "I am comparing", "points": { "intent": 15 } },
            { "id": "learn", "label": "I am just looking" }
          ]
        }
      ]
    },
    {
      "id": "size",
      "note": "Asked only of people who may buy.",
      "when": { "need": { "not": "learn" } },
      "fields": [
        {
          "id": "size",
          "type": "choice",
          "ordered": true,
          "label": "How many people work with you?",
          "remember": true,
          "options": [
            { "id": "s1_9", "label": "1–9" },
            { "id": "s10_49", "label": "10–49", "points": { "fit": 20 } },
            { "id": "s50", "label": "50 or more", "points": { "fit": 40 } }
          ]
        }
      ]
    },
    {
      "id": "contact",
      "title": "Where can we reach you?",
      "fields": [
        { "id": "first_name", "type": "text", "label": "First name", "autocomplete": "given-name" },
        { "id": "email", "type": "email", "label": "Work e-mail", "required": true, "business": "warn" }
      ]
    }
  ],
  "scoring": {
    "dimensions": {
      "fit": { "label": "Fit", "max": 60 },
      "intent": { "label": "Intent", "max": 40 }
    },
    "rules": [
      {
        "id": "own_domain",
        "when": { "email.free": false },
        "points": { "fit": 10 },
        "why": "Writes from an address of the company",
        "note": "A rule gives points for a combination. Its 'why' is what sales reads on the receipt."
      }
    ]
  },
  "qualify": {
    "mql": { "score": { "gte": 30 } },
    "sql": { "score.fit": { "gte": 40 }, "score.intent": { "gte": 30 } }
  },
  "outcomes": [
    {
      "id": "talk",
      "when": { "stage": "sql" },
      "show": {
        "type": "message",
        "title": "Thank you, {{first_name|friend}}",
        "text": "This sounds like a match. We write to you within a day."
      }
    },
    {
      "id": "thanks",
      "note": "The last outcome has no condition, so everybody gets an answer.",
      "show": { "type": "message", "title": "Thank you", "text": "We have noted your answers." }
    }
  ],
  "tests": [
    {
      "name": "A larger company that wants to buy",
      "answers": { "need": "buy", "size": "s50", "email": "ana@example.com" },
      "expect": { "stage": "sql", "outcome": "talk" }
    },
    {
      "name": "Somebody who is just looking",
      "answers": { "need": "learn", "email": "ana@example.com" },
      "expect": { "stage": "lead", "outcome": "thanks" }
    }
  ]
}
`;
}
