/** What a page may say about the looks of a form: the documentation and the tests read these two tables. The widget itself needs neither. */

interface Property {
  says: string;
  example: string;
}

/** Custom properties `--qualiform-NAME`, on the host or anything around it. The page has the last word. */
export const properties = {
  accent: {
    says: 'Buttons, what is chosen, the focus ring. Corrected where it could not be read.',
    example: '#0f6b4f',
  },
  radius: { says: 'Corners of cards; those of controls are two thirds of it.', example: '8px' },
  font: { says: 'Font family.', example: 'Georgia, serif' },
  gap: { says: 'Distance between neighbours; every other distance grows with it.', example: '6px' },
  text: { says: 'Colour of what is read.', example: '#1b1a17' },
  muted: { says: 'Colour of help, hints and placeholders.', example: '#5f5b52' },
  line: { says: 'Quiet borders: cards, the track of progress and sliders.', example: '#ddd8cc' },
  edge: { says: 'Borders of boxes to type in; at least 3:1 with what is behind.', example: '#8b8577' },
  field: { says: 'Ground of controls and cards.', example: '#fffefb' },
  surface: { says: 'Ground of the form, where it is a card of its own.', example: '#fbf9f4' },
  error: { says: 'Colour of what is wrong.', example: '#a8281c' },
} as const satisfies Record<string, Property>;

/** Parts for `::part(NAME)`. */
export const parts = {
  form: 'everything the form draws',
  progress: 'the bar on top',
  heading: 'the question that leads, the title of a step or of an ending',
  help: 'the sentence under a heading or label',
  field: 'one question with all that belongs to it',
  label: 'the words over a control, where they do not lead the step',
  control: 'a box to type in, a list, a slider',
  card: 'one option to choose',
  error: 'what is wrong with an answer',
  button: 'the button that goes on, and what an ending offers',
  back: 'the way back',
  ending: 'what is shown when the form is over',
  delivery: 'how the answers fare on their way',
} as const satisfies Record<string, string>;
