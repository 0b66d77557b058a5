/** Stands where the form would, when it cannot be shown: says so and offers another try. */

interface Props {
  text: string;
  button: string;
  retry(): void;
}

export function Fault({ text, button, retry }: Props) {
  return (
    <div class="fault" role="alert">
      <p>{text}</p>
      <button type="button" class="button" onClick={retry}>
        {button}
      </button>
    </div>
  );
}
