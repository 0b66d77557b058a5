/** The widget's own words in English. Every other language has the same keys; {n} and the like are filled in. */

/** One wording for each plural category that the language has (CLDR); `other` serves for the rest. */
export type Plural = { other: string } & { [Category in Intl.LDMLPluralRule]?: string };

const words = {
  back: 'Back',
  next: 'Next',
  submit: 'Send',
  close: 'Close',
  begin: 'Start',
  restart: 'Start over',
  notYou: 'Not you? Start over',
  optional: 'optional',
  choose: 'Please choose',
  nothingFound: 'Nothing found',
  callingCode: 'Country of the number',
  slide: 'Move the slider to answer',
  newTab: 'opens in a new tab',
  left: { one: '{n} question left', other: '{n} questions left' } as Plural,
  /** Goes by the plural of {max}. */
  leftBetween: { other: '{min}–{max} questions left' } as Plural,

  errors: { one: 'One answer needs another look', other: '{n} answers need another look' } as Plural,
  required: 'Please answer this question',
  requiredChoice: 'Please choose an answer',
  requiredConsent: 'Please tick this box to go on',
  email: 'This does not look like an e-mail address. Is something missing?',
  work_email: 'Please use your work e-mail address',
  workEmailHint: 'A work address helps us prepare. This one is fine too.',
  phone: 'This does not look like a phone number',
  url: 'This does not look like a web address',
  number: 'Please enter a number',
  stepped: 'Please use steps of {bound}',
  too_small: 'Please enter {bound} or more',
  too_large: 'Please enter {bound} or less',
  too_few: { one: 'Please choose at least one', other: 'Please choose at least {n}' } as Plural,
  too_many: { one: 'Please choose one at most', other: 'Please choose {n} at most' } as Plural,
  too_long: { one: 'Please keep it to {n} character', other: 'Please keep it to {n} characters' } as Plural,
  date: 'Please enter a date',
  too_early: 'Please choose {bound} or later',
  too_late: 'Please choose {bound} or earlier',

  thanks: 'Thank you',
  sending: 'Sending…',
  sent: 'Your answers have been sent.',
  saved: 'Saved on this device. It will be sent as soon as you are online.',
  held: 'Not sent yet. Please keep this page open; we are trying again.',
  refused: 'Your answers could not be sent.',
  retry: 'Try again',
  waiting: 'One moment…',
  loadFailed: 'This form could not be loaded.',
  reach: 'Reach us another way',
  book: 'Choose a time',
  calendar: 'Calendar',
  openCalendar: 'Open the calendar in a new tab',
  download: 'Download',
  call: 'Call {phone}',
  leaving: 'Taking you there…',
  continue: 'Continue',
  appeal: 'I think this is a mistake',
  appealed: 'Thank you. A person will look at your answers.',
  appealHeld: 'Your answers are still on their way. Please keep this page open: this goes along with them.',
  appealFailed: 'That could not be sent.',
};

export type Words = typeof words;
export default words;
