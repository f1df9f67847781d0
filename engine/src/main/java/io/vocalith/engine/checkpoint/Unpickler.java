package io.vocalith.engine.checkpoint;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs the pickle inside of a PyTorch file (CPython, Lib/pickletools.py), as far as it builds
 * tensors and the dictionaries around them. A pickle is a program that may call anything: here the
 * callables are {@link #CALLABLE}, whatever else is named ends the reading, and nothing of the
 * file's choosing is ever loaded or run.
 *
 * <p>Results are maps, lists, longs, doubles, booleans, texts, {@link TorchTensor}s and {@link
 * #NONE}.
 */
final class Unpickler {
  /** Python's None, which a list or a map may hold. */
  static final Object NONE = "None".toCharArray();

  /** Marks the stack where a tuple or the items of a call begin. */
  private static final Object MARK = "mark".toCharArray();

  private static final String ORDERED_DICT = "collections.OrderedDict";
  private static final String REBUILD_TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String REBUILD_PARAMETER = "torch._utils._rebuild_parameter";
  private static final Set<String> CALLABLE =
      Set.of(ORDERED_DICT, REBUILD_TENSOR, REBUILD_PARAMETER);

  /**
   * Each operation makes at most one object of some 60 bytes; a tensor takes about 35 operations.
   */
  private static final int MAX_OPERATIONS = 1_000_000;

  private final ByteSource source;
  private final long offset;
  private final ByteBuffer pickle;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  private int tensors;

  private record Global(String name) {}

  /**
   * @param source for messages
   * @param offset where in the file the pickle starts, for messages
   */
  Unpickler(ByteBuffer pickle, ByteSource source, long offset) {
    this.pickle = pickle.order(ByteOrder.LITTLE_ENDIAN);
    this.source = source;
    this.offset = offset;
  }

  /** Runs the pickle to its end and returns what it leaves. */
  Object load() throws IOException {
    try {
      for (int operations = 0; operations < MAX_OPERATIONS; operations++) {
        int opcode = pickle.get();
        if (opcode == '.') {
          return pop();
        }
        run(opcode & 0xFF);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new CheckpointException(
          source.origin(), "the pickle is truncated or damaged" + where(), e);
    }
    throw source.damaged(
        "expected at most " + MAX_OPERATIONS + " operations in the pickle" + where());
  }

  private void run(int opcode) throws IOException {
    switch (opcode) {
      case 0x80 -> expectProtocol(pickle.get());
      case 'c' -> push(global(line(), line()));
      case '(' -> push(MARK);
      case ')' -> push(List.of());
      case ']' -> push(new ArrayList<>(0));
      case '}' -> push(new LinkedHashMap<>());
      case 't' -> push(popToMark());
      case 0x85 -> push(popLast(1));
      case 0x86 -> push(popLast(2));
      case 0x87 -> push(popLast(3));
      case 'X' -> push(text(pickle.getInt()));
      case 'J' -> push((long) pickle.getInt());
      case 'K' -> push((long) Byte.toUnsignedInt(pickle.get()));
      case 'M' -> push((long) Short.toUnsignedInt(pickle.getShort()));
      case 0x8A -> push(longNumber(Byte.toUnsignedInt(pickle.get())));
      case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(pickle.getLong())));
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'N' -> push(NONE);
      case 'q' -> memo.put(Byte.toUnsignedInt(pickle.get()), peek());
      case 'r' -> memo.put(pickle.getInt(), peek());
      case 'h' -> push(recall(Byte.toUnsignedInt(pickle.get())));
      case 'j' -> push(recall(pickle.getInt()));
      case 'Q' -> push(storage(list(pop())));
      case 'R' -> reduce();
      case 'b' -> build();
      case 'a' -> appendAll(popLast(1));
      case 'e' -> appendAll(popToMark());
      case 's' -> putAll(popLast(2));
      case 'u' -> putAll(popToMark());
      default -> throw refused("operation 0x%02X".formatted(opcode));
    }
  }

  private void expectProtocol(int protocol) throws CheckpointException {
    if (protocol != 2) {
      throw source.damaged("expected protocol 2 of pickle, found " + protocol + where());
    }
  }

  private Global global(String module, String name) throws CheckpointException {
    String global = module + "." + name;
    boolean storage = module.equals("torch") && DataType.ofTorch(name).isPresent();
    if (!storage && !CALLABLE.contains(global)) {
      throw refused(global);
    }
    return new Global(global);
  }

  /** A tuple ("storage", its class, the entry's key, the device, the number of values). */
  private TorchTensor.Storage storage(List<?> id) throws CheckpointException {
    if (id.size() == 5
        && "storage".equals(id.get(0))
        && id.get(1) instanceof Global type
        && type.name.startsWith("torch.")
        && id.get(2) instanceof String key
        && id.get(4) instanceof Long length) {
      DataType dataType = DataType.ofTorch(type.name.substring("torch.".length())).orElse(null);
      if (dataType != null) {
        return new TorchTensor.Storage(dataType, key, length);
      }
    }
    throw refused("a persistent id other than a storage's");
  }

  private void reduce() throws CheckpointException {
    List<?> arguments = list(pop());
    if (!(pop() instanceof Global callable)) {
      throw refused("a call of something without a name");
    }
    switch (callable.name) {
      case ORDERED_DICT -> {
        if (!arguments.isEmpty()) {
          throw refused("an ordered dictionary built from a list");
        }
        push(new LinkedHashMap<>());
      }
      case REBUILD_TENSOR -> push(tensor(arguments));
      case REBUILD_PARAMETER -> {
        if (arguments.isEmpty() || !(arguments.get(0) instanceof TorchTensor tensor)) {
          throw refused("a parameter without a tensor");
        }
        push(tensor);
      }
      default -> throw refused("a call of " + callable.name);
    }
  }

  /** storage, offset, shape, strides, then what only training needs. */
  private TorchTensor tensor(List<?> arguments) throws CheckpointException {
    if (arguments.size() >= 4
        && arguments.get(0) instanceof TorchTensor.Storage storage
        && arguments.get(1) instanceof Long start
        && ++tensors <= CheckpointIndex.MAX_ENTRIES) {
      return new TorchTensor(storage, start, longs(arguments.get(2)), longs(arguments.get(3)));
    }
    throw refused("a tensor without storage, offset, shape and strides, or too many of them");
  }

  private List<Long> longs(Object tuple) throws CheckpointException {
    List<Long> numbers = new ArrayList<>(4);
    for (Object element : list(tuple)) {
      if (!(element instanceof Long number) || numbers.size() == CheckpointIndex.MAX_DIMENSIONS) {
        throw refused("a shape that is not a few whole numbers");
      }
      numbers.add(number);
    }
    return numbers;
  }

  /**
   * State set on an object; on a dictionary it is the versions of modules, which say nothing here.
   */
  private void build() throws CheckpointException {
    pop();
    if (!(peek() instanceof Map)) {
      throw refused("state of something other than a dictionary");
    }
  }

  @SuppressWarnings("unchecked")
  private void appendAll(List<Object> items) throws CheckpointException {
    if (!(peek() instanceof ArrayList<?> list)) {
      throw refused("an item appended to something other than a list");
    }
    ((List<Object>) list).addAll(items);
  }

  @SuppressWarnings("unchecked")
  private void putAll(List<Object> items) throws CheckpointException {
    if (!(peek() instanceof Map<?, ?> map) || items.size() % 2 != 0) {
      throw refused("an item set on something other than a dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      ((Map<Object, Object>) map).put(key(items.get(i)), items.get(i + 1));
    }
  }

  /** Keys of dictionaries are texts and numbers; others could be made slow to compare. */
  private Object key(Object key) throws CheckpointException {
    if (key instanceof String || key instanceof Long) {
      return key;
    }
    throw refused("a key that is neither text nor number");
  }

  private String text(int length) throws CheckpointException {
    if (length < 0 || length > pickle.remaining()) {
      throw source.damaged(
          "truncated: a text in the pickle states "
              + Integer.toUnsignedString(length)
              + " bytes, there are "
              + pickle.remaining()
              + where());
    }
    byte[] text = new byte[length];
    pickle.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private String line() throws CheckpointException {
    int start = pickle.position();
    while (pickle.get() != '\n') {
      if (pickle.position() - start > 256) {
        throw refused("a name of more than 256 bytes");
      }
    }
    return new String(
        pickle.array(),
        pickle.arrayOffset() + start,
        pickle.position() - start - 1,
        StandardCharsets.UTF_8);
  }

  /** Little-endian two's complement of at most 8 bytes. */
  private long longNumber(int length) throws CheckpointException {
    if (length > Long.BYTES) {
      throw refused("a number of " + length + " bytes");
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      value |= Byte.toUnsignedLong(pickle.get()) << 8 * i;
    }
    int unused = Long.SIZE - 8 * length;
    return length == 0 ? 0 : value << unused >> unused;
  }

  private Object recall(int index) throws CheckpointException {
    Object value = memo.get(index);
    if (value == null) {
      throw refused("memo " + index + ", which was never stored");
    }
    return value;
  }

  private List<?> list(Object value) throws CheckpointException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw refused("a value where a tuple is expected");
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object pop() {
    return stack.remove(stack.size() - 1);
  }

  private Object peek() {
    return stack.get(stack.size() - 1);
  }

  private List<Object> popLast(int count) {
    List<Object> last = stack.subList(stack.size() - count, stack.size());
    List<Object> copy = Collections.unmodifiableList(new ArrayList<>(last));
    last.clear();
    return copy;
  }

  private List<Object> popToMark() {
    int mark = stack.lastIndexOf(MARK);
    List<Object> items = popLast(stack.size() - mark - 1);
    stack.remove(mark);
    return items;
  }

  private CheckpointException refused(String what) {
    return source.damaged("the pickle holds " + what + where() + ", expected only tensors");
  }

  private String where() {
    return " at offset " + (offset + pickle.position());
  }
}
