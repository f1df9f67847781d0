package io.vocalith.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** An ONNX graph in the making: every method adds a node and answers the name of its output. */
final class OnnxGraph {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private final GraphProto.Builder graph;
  private int nodes;

  OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  String input(String name, long... shape) {
    graph.addInput(value(name, TensorProto.DataType.FLOAT, shape));
    return name;
  }

  String integers(String name, long... shape) {
    graph.addInput(value(name, TensorProto.DataType.INT32, shape));
    return name;
  }

  void output(String name, long... shape) {
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, shape));
  }

  String constant(float[] values, long... shape) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return initializer(TensorProto.DataType.FLOAT, bytes, shape);
  }

  String constant(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return initializer(TensorProto.DataType.INT64, bytes, values.length);
  }

  private String initializer(TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    String name = "w" + graph.getInitializerCount();
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor.setRawData(ByteString.copyFrom(bytes)));
    return name;
  }

  /** A node with one output. Attributes are Long, long[], String or Float. */
  String node(String operator, List<String> inputs, Map<String, ?> attributes) {
    return node(operator, inputs, attributes, 1).get(0);
  }

  String node(String operator, String... inputs) {
    return node(operator, List.of(inputs), Map.of());
  }

  List<String> node(String operator, List<String> inputs, Map<String, ?> attributes, int outputs) {
    String name = "n" + nodes++;
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).setName(name);
    node.addAllInput(inputs);
    for (int i = 0; i < outputs; i++) {
      node.addOutput(name + "_" + i);
    }
    attributes.forEach((key, value) -> node.addAttribute(attribute(key, value)));
    graph.addNode(node);
    return List.copyOf(node.getOutputList());
  }

  byte[] model() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .build()
        .toByteArray();
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Number number && !(value instanceof Float)) {
      return attribute.setType(AttributeProto.AttributeType.INT).setI(number.longValue()).build();
    }
    if (value instanceof Float number) {
      return attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number).build();
    }
    if (value instanceof String text) {
      return attribute
          .setType(AttributeProto.AttributeType.STRING)
          .setS(ByteString.copyFromUtf8(text))
          .build();
    }
    attribute.setType(AttributeProto.AttributeType.INTS);
    for (long number : (long[]) value) {
      attribute.addInts(number);
    }
    return attribute.build();
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (long dimension : shape) {
      TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
      dimensions.addDim(dimension < 0 ? one.setDimParam("any") : one.setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(type.getNumber())
                        .setShape(dimensions)))
        .build();
  }
}
