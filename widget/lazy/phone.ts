/** A phone number with its country. Fetched where a form asks for one. */
export { Phone } from '../view/phone/Phone.tsx';
